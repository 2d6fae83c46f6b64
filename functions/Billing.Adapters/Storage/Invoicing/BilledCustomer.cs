using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>What billing reads of a customer's document, and no more of its personal data.</summary>
/// <param name="Payment">支払方法 (B42).</param>
public sealed record BilledCustomer(CustomerId Id, BilledPayment? Payment);

/// <summary>How a customer pays.</summary>
/// <param name="Provider">A provider's key, with <see cref="PaymentMethod.Provider"/>.</param>
public sealed record BilledPayment(PaymentMethod Method = PaymentMethod.BankTransfer, string? Provider = null)
{
    /// <summary>Of a customer that is not (any longer) known: a debt that people reconcile.</summary>
    public static BilledPayment Default { get; } = new();
}
