namespace Billing.Adapters.Storage.Customers;

/// <summary>What customers are searched by (B10).</summary>
public enum CustomerField
{
    Name,
    Kana,
    Code,
}
