namespace Billing.Core.Customers;

/// <summary>法人 or 個人.</summary>
public enum CustomerKind
{
    Corporation,
    Individual,
}
