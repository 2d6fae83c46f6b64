namespace Billing.Core.Customers;

/// <summary>Whether a customer is one.</summary>
public enum CustomerStatus
{
    Active,

    /// <summary>削除済み: only what the law requires is kept, until <see cref="Customer.KeptUntil"/>.</summary>
    Deleted,
}
