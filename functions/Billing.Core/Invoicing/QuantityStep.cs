namespace Billing.Core.Invoicing;

/// <summary>From this day on, this many units are in force.</summary>
public readonly record struct QuantityStep(DateOnly From, int Quantity);
