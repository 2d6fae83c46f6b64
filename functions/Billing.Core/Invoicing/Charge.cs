using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>請求対象: what a contract owes for one fee by its history, whether billed or not.</summary>
/// <param name="Key">Which fee.</param>
/// <param name="Quantity">Units, positive.</param>
/// <param name="UnitPrice">Per unit, in the contract's basis.</param>
public readonly record struct Charge(FeeKey Key, int Quantity, Yen UnitPrice)
{
    public Yen Amount => UnitPrice * Quantity;
}
