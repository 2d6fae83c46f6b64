using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>
/// Lists and the due scan: hints of the index, each checked against its state row. A hint that does not hold is passed over, and dropped
/// once no commit can still be behind it.
/// </summary>
internal sealed class TransactionLists(TableClient table, TransactionIndex index)
{
    // A page ends, with a cursor, when it would have to look at more hints than this.
    private const int MaxHintsPerPage = 2000;
    private const int ReadsAtOnce = 8;

    public async Task<Page<TransactionState>> ListAsync(
        AppKey? app, TransactionStatus? status, string? cursor, int size, CancellationToken cancellationToken)
    {
        PageSize.Check(size);
        var query = $"list|{app?.Value}|{status}";
        var from = cursor is null ? null : ListPosition.Parse(Cursor.Read(query, cursor));
        var page = new List<TransactionState>();
        var last = from;
        var looked = 0;
        await foreach (var chunk in ChunksAsync(app, status, from, cancellationToken))
        {
            foreach (var (hint, state) in await CheckAsync(chunk, status, cancellationToken))
            {
                if ((state is not null && page.Count == size) || ++looked > MaxHintsPerPage)
                {
                    return new Page<TransactionState>(page, Cursor.Write(query, last!.ToString()));
                }

                last = new ListPosition(hint.PartitionKey, hint.RowKey);
                if (state is not null)
                {
                    page.Add(state);
                }
            }
        }

        return new Page<TransactionState>(page, null);
    }

    public async IAsyncEnumerable<TransactionId> FindDueAsync(DateTimeOffset dueBy, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var partition in index.PartitionsAsync("", cancellationToken))
        {
            var seen = new HashSet<TransactionId>();
            await foreach (var hint in index.DueAsync(partition, dueBy, cancellationToken))
            {
                if (!TransactionIndexRows.TryRead(hint, out var id) || !seen.Add(id.Value))
                {
                    await index.DropIfSettledAsync(hint, cancellationToken); // one hint for each transaction is enough
                }
                else if (await IsDueAsync(hint, id.Value, dueBy, cancellationToken))
                {
                    yield return id.Value;
                }
            }
        }
    }

    private async Task<bool> IsDueAsync(TableEntity hint, TransactionId id, DateTimeOffset dueBy, CancellationToken cancellationToken)
    {
        TransactionState? state;
        try
        {
            state = await StateAsync(id, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return true; // a damaged row keeps no other waiting: who looks after it finds the fault again, and names it
        }

        if (state?.NextDueAt <= dueBy)
        {
            return true; // the hint stays: found again until the transaction has moved
        }

        if (state is not null)
        {
            await index.SettleAsync(state, cancellationToken);
        }

        await index.DropIfSettledAsync(hint, cancellationToken);
        return false;
    }

    private async IAsyncEnumerable<List<TableEntity>> ChunksAsync(
        AppKey? app, TransactionStatus? status, ListPosition? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var partition in PartitionsAsync(app, from, cancellationToken))
        {
            var after = partition == from?.Partition ? from.RowKey : null;
            var chunk = new List<TableEntity>(ReadsAtOnce);
            await foreach (var hint in index.ListAsync(partition, status, after, PageSize.Max, cancellationToken))
            {
                chunk.Add(hint);
                if (chunk.Count == ReadsAtOnce)
                {
                    yield return chunk;
                    chunk = new List<TableEntity>(ReadsAtOnce);
                }
            }

            yield return chunk;
        }
    }

    private async IAsyncEnumerable<string> PartitionsAsync(
        AppKey? app, ListPosition? from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (app is { } one)
        {
            for (var bucket = 0; bucket < TransactionIndexRows.Buckets; bucket++)
            {
                var partition = TransactionIndexRows.Partition(one, bucket);
                if (from is null || string.CompareOrdinal(partition, from.Partition) >= 0)
                {
                    yield return partition;
                }
            }

            yield break;
        }

        if (from is not null)
        {
            yield return from.Partition;
        }

        await foreach (var partition in index.PartitionsAsync(from?.Partition ?? "", cancellationToken))
        {
            yield return partition;
        }
    }

    // The states of hints that hold and have the wanted status; null for the others.
    private async Task<IEnumerable<(TableEntity Hint, TransactionState? State)>> CheckAsync(
        List<TableEntity> hints, TransactionStatus? status, CancellationToken cancellationToken) =>
        await Task.WhenAll(hints.Select(async hint =>
        {
            TransactionState? state;
            try
            {
                state = TransactionIndexRows.TryRead(hint, out var id) ? await StateAsync(id.Value, cancellationToken) : null;
            }
            catch (InvalidDataException)
            {
                return (hint, null); // a damaged row hides no other; the watchdog names it
            }

            if (state is not null && TransactionIndexRows.Holds(hint, state))
            {
                return (hint, status is null || state.Status == status ? state : null);
            }

            await index.DropIfSettledAsync(hint, cancellationToken);
            return (hint, null);
        }));

    private async Task<TransactionState?> StateAsync(TransactionId id, CancellationToken cancellationToken)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(
            TransactionRowNames.Partition(id), TransactionRowNames.State, cancellationToken: cancellationToken);
        return row.HasValue ? TransactionRowMapping.State(row.Value!) : null;
    }
}
