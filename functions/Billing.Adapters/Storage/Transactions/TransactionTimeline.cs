using System.Globalization;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>Pages of a transaction's <c>log-</c> rows, oldest first. A cursor is the number of the last row given.</summary>
internal sealed class TransactionTimeline(TableClient table)
{
    public async Task<Page<TimelineEntry>> ReadAsync(TransactionId id, string? cursor, int size, CancellationToken cancellationToken)
    {
        PageSize.Check(size);
        var query = $"timeline|{id.Value}";
        var after = cursor is null ? TransactionRowNames.LogPrefix : TransactionRowNames.Log(Sequence(Cursor.Read(query, cursor)));
        var entries = new List<TimelineEntry>();
        var last = after;
        await foreach (var row in RowsAsync(id, after, size + 1, cancellationToken))
        {
            if (entries.Count == size)
            {
                return new Page<TimelineEntry>(entries, Cursor.Write(query, last[TransactionRowNames.LogPrefix.Length..]));
            }

            entries.Add(TransactionRowMapping.Log(row));
            last = row.RowKey;
        }

        return new Page<TimelineEntry>(entries, null);
    }

    private Azure.AsyncPageable<TableEntity> RowsAsync(TransactionId id, string after, int pageSize, CancellationToken cancellationToken)
    {
        var partition = TransactionRowNames.Partition(id);
        var end = TransactionRowNames.After(TransactionRowNames.LogPrefix);
        return table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {end}"),
            pageSize,
            cancellationToken: cancellationToken);
    }

    private static long Sequence(string position) =>
        long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new InvalidCursorException();
}
