using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Tables;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>How customers pay, a page of them in one query.</summary>
public sealed class BilledCustomers
{
    private const string Prefix = "customer-";

    private readonly TableClient _table;

    internal BilledCustomers(TableServiceClient tables, DocumentTables documents) => _table = tables.GetTableClient(documents.Customers.Name);

    /// <summary>Of the customers from one id to another, both included; who is not in it has <see cref="BilledPayment.Default"/>.</summary>
    public async Task<IReadOnlyDictionary<CustomerId, BilledPayment>> PaymentsAsync(CustomerId from, CustomerId to, CancellationToken cancellationToken)
    {
        var found = new Dictionary<CustomerId, BilledPayment>();
        var (first, last) = (Prefix + from, Prefix + to);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {CustomerRows.Partition} and RowKey ge {first} and RowKey le {last}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (DocumentRows.Read<BilledCustomer>(row).Value is { Payment: { } payment } customer)
            {
                found[customer.Id] = payment;
            }
        }

        return found;
    }
}
