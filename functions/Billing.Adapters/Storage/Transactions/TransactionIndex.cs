using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>
/// The index that lists and the watchdog read. It is written before the state row, so that no state is without a hint; a crash or a lost
/// race between the two leaves a hint that does not hold, which is dropped when it is met.
/// <para>
/// A commit's hint is due at the state's own instant, but never later than <see cref="Settling"/> from now: until then it is unknown
/// whether the commit was written, and the state before it may be due. When such a hint is met, the state's true instant is put in its place.
/// </para>
/// </summary>
internal sealed class TransactionIndex(TableClient table, TimeProvider time)
{
    /// <summary>Longer than any commit takes, retries included; a hint is never dropped before.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    /// <summary>Writes what lists and the watchdog will look for.</summary>
    public async Task WriteAsync(TransactionState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var latest = Latest(now);
        var due = state.NextDueAt is { } at && at < latest ? at : latest;
        await WriteAsync(state, due, now, cancellationToken);
    }

    /// <summary>Puts the true instant in place of a hint that was met.</summary>
    public async Task SettleAsync(TransactionState state, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (state.NextDueAt is { } due)
        {
            await WriteAsync(state, due, now, cancellationToken);
            return;
        }

        await table.UpsertEntityAsync(TransactionIndexRows.ListRow(state, now), TableUpdateMode.Replace, cancellationToken);
    }

    /// <summary>Drops a hint, unless the commit that wrote it may still be on its way.</summary>
    public async Task DropIfSettledAsync(TableEntity hint, CancellationToken cancellationToken)
    {
        if (hint.GetDateTimeOffset("WrittenAt") is { } writtenAt && time.GetUtcNow() - writtenAt < Settling)
        {
            return;
        }

        try
        {
            await table.DeleteEntityAsync(hint.PartitionKey, hint.RowKey, hint.ETag, cancellationToken);
        }
        catch (Azure.RequestFailedException refused) when (refused.ErrorCode == TableErrorCode.UpdateConditionNotSatisfied)
        {
            // A commit wrote the same hint again in between: it stays.
        }
    }

    /// <summary>Hints due at or before the instant, oldest first within a partition.</summary>
    public IAsyncEnumerable<TableEntity> DueAsync(string partition, DateTimeOffset dueBy, CancellationToken cancellationToken)
    {
        var end = TransactionIndexRows.DueAt(dueBy.AddMilliseconds(1));
        return table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {TransactionIndexRows.DuePrefix} and RowKey lt {end}"),
            cancellationToken: cancellationToken);
    }

    /// <summary>List rows of a partition after a key, newest first.</summary>
    public IAsyncEnumerable<TableEntity> ListAsync(
        string partition, TransactionStatus? status, string? after, int pageSize, CancellationToken cancellationToken)
    {
        var from = after ?? TransactionIndexRows.ListPrefix;
        var end = TransactionRowNames.After(TransactionIndexRows.ListPrefix);
        var filter = status is { } wanted
            ? TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end} and Status eq {wanted.ToString()}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {from} and RowKey lt {end}");
        return table.QueryAsync<TableEntity>(filter, pageSize, cancellationToken: cancellationToken);
    }

    /// <summary>Every partition after a given one, in order: each found by a jump over the rows of the one before.</summary>
    public async IAsyncEnumerable<string> PartitionsAsync(string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await FirstAfterAsync(after, cancellationToken) is { } next)
        {
            yield return next;
            after = next;
        }
    }

    private async Task<string?> FirstAfterAsync(string partition, CancellationToken cancellationToken)
    {
        var rows = table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), 1, ["PartitionKey"], cancellationToken);
        await foreach (var row in rows)
        {
            return row.PartitionKey;
        }

        return null;
    }

    private async Task WriteAsync(TransactionState state, DateTimeOffset due, DateTimeOffset now, CancellationToken cancellationToken) =>
        await table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpsertReplace, TransactionIndexRows.DueRow(state.Id, due, now)),
                new(TableTransactionActionType.UpsertReplace, TransactionIndexRows.ListRow(state, now)),
            ],
            cancellationToken);

    // To the whole minute, so that the commits of one minute share a row.
    private static DateTimeOffset Latest(DateTimeOffset now)
    {
        var latest = now + Settling;
        return latest.AddTicks(TimeSpan.TicksPerMinute - (latest.Ticks % TimeSpan.TicksPerMinute));
    }
}
