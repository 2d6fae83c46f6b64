using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>What was billed of one fee so far, credits taken off.</summary>
/// <param name="Key">Which fee.</param>
/// <param name="Quantity">Units billed; zero when everything came back.</param>
/// <param name="UnitPrice">The price they were billed at. Units billed later for the same fee have the same price.</param>
public readonly record struct LedgerEntry(FeeKey Key, int Quantity, Yen UnitPrice);
