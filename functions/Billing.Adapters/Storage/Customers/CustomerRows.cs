namespace Billing.Adapters.Storage.Customers;

/// <summary>Rows of table <c>Customers</c>: one partition, so that codes, e-mails and the search index change with the customer they belong to.</summary>
public static class CustomerRows
{
    public const string Partition = "customers";
}
