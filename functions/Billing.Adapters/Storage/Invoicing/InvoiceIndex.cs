using Billing.Adapters.Storage.Tables;
using Billing.Core.Calendar;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Which customers have documents of a month: table <c>BillingIndex</c>, partition = month, row = customer. A hint, written before the documents so
/// that none is without one; a crash between the two leaves a customer without documents in it, which readers pass over and a repeated run makes true.
/// Writing it again changes nothing.
/// </summary>
public sealed class InvoiceIndex
{
    public const string TableName = "BillingIndex";

    private readonly TableClient _table;

    internal InvoiceIndex(TableServiceClient tables) => _table = tables.GetTableClient(TableName);

    public async Task AddAsync(BillingMonth month, IReadOnlyCollection<CustomerId> customers, CancellationToken cancellationToken)
    {
        foreach (var some in customers.Chunk(TableBatch.MaxActions))
        {
            await _table.SubmitTransactionAsync(
                some.Select(customer => new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(month.ToString(), customer.Value))),
                cancellationToken);
        }
    }

    /// <summary>Customers in the order of their ids, after one of them; at most so many.</summary>
    public async Task<IReadOnlyList<CustomerId>> ListAsync(BillingMonth month, CustomerId? after, int most, CancellationToken cancellationToken)
    {
        List<CustomerId> found = [];
        var partition = month.ToString();
        var filter = after is { } last
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {last.Value}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, most, cancellationToken: cancellationToken))
        {
            if (found.Count == most)
            {
                break;
            }

            found.Add(CustomerId.Parse(row.RowKey));
        }

        return found;
    }
}
