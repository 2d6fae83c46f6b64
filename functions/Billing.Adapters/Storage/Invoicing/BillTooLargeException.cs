using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>A customer's documents and ledgers do not fit into one entity-group write. Nothing was written.</summary>
public sealed class BillTooLargeException(CustomerId customer, int lines, Exception? inner = null)
    : Exception($"The documents of customer {customer} with {lines} lines do not fit into one write of 100 rows and 4 MiB; about 10,000 lines do.", inner)
{
    /// <summary>The stable code for whoever asked.</summary>
    public const string Code = "bill_too_large";
}
