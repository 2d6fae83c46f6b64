using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

using RequestFailedException = Azure.RequestFailedException;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>The rows of transactions in tables <c>Transactions</c> and <c>TransactionIndex</c> (design §3; columns in Storage/README.md).</summary>
internal sealed class TransactionStore : ITransactionStore
{
    /// <summary>The most open commands that one reading gives; the rest follows when these are closed.</summary>
    public const int MaxOpenCommands = 50;

    private readonly TableClient _table;
    private readonly TransactionIndex _index;
    private readonly TransactionLists _lists;
    private readonly TransactionTimeline _timeline;
    private readonly UlidGenerator _ids;
    private readonly TimeProvider _time;

    public TransactionStore(TableServiceClient tables, UlidGenerator ids, TimeProvider time)
    {
        _table = tables.GetTableClient(TransactionRowNames.TableName);
        _index = new TransactionIndex(tables.GetTableClient(TransactionIndexRows.TableName), time);
        _lists = new TransactionLists(_table, _index);
        _timeline = new TransactionTimeline(_table);
        _ids = ids;
        _time = time;
    }

    // The state is read before the commands: a command that arrives in between raises the state's version, so that a commit that
    // did not see it fails. The other way round an orchestration could close over a command that it never saw.
    public async Task<TransactionRows> ReadAsync(TransactionId id, CancellationToken cancellationToken)
    {
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            TransactionRowNames.Partition(id), TransactionRowNames.State, cancellationToken: cancellationToken);
        return row.HasValue
            ? new TransactionRows(
                TransactionRowMapping.State(row.Value!), row.Value!.ETag.ToString(), await OpenCommandsAsync(id, cancellationToken))
            : new TransactionRows(null, null, []);
    }

    public async Task<EffectRecord?> ReadEffectAsync(TransactionId id, string key, CancellationToken cancellationToken)
    {
        TransactionBatch.CheckEffectKey(key);
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(
            TransactionRowNames.Partition(id), TransactionRowNames.Effect(key), cancellationToken: cancellationToken);
        return row.HasValue ? TransactionRowMapping.Effect(key, row.Value!) : null;
    }

    public async Task<EventClaim> ClaimEventAsync(TransactionId id, string eventId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            await _table.AddEntityAsync(TransactionRowMapping.OpenEventRow(id, eventId, now), cancellationToken);
            return EventClaim.Open;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            var row = (await _table.GetEntityAsync<TableEntity>(
                TransactionRowNames.Partition(id), TransactionRowNames.Event(eventId), ["Done"], cancellationToken)).Value;
            return row.GetBoolean("Done") == true ? EventClaim.Done : EventClaim.Open;
        }
    }

    public async Task<bool> CommitAsync(TransactionCommit commit, CancellationToken cancellationToken)
    {
        var batch = TransactionBatch.Create(commit, _ids, _time.GetUtcNow());
        var begun = _time.GetTimestamp();
        await _index.WriteAsync(commit.State, cancellationToken);
        var written = await WriteAsync(batch, cancellationToken);
        if (written && _time.GetElapsedTime(begun) > TransactionIndex.Settling / 2)
        {
            // So late that the hints may have been judged by the state before: write them again.
            await _index.WriteAsync(commit.State, cancellationToken);
        }

        return written;
    }

    public Task<Page<TimelineEntry>> ReadTimelineAsync(TransactionId id, string? cursor, int size, CancellationToken cancellationToken) =>
        _timeline.ReadAsync(id, cursor, size, cancellationToken);

    public Task<Page<TransactionState>> ListAsync(
        AppKey? app, TransactionStatus? status, string? cursor, int size, CancellationToken cancellationToken) =>
        _lists.ListAsync(app, status, cursor, size, cancellationToken);

    public IAsyncEnumerable<TransactionId> FindDueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken) =>
        _lists.FindDueAsync(dueBy, cancellationToken);

    private async Task<bool> WriteAsync(TransactionBatch batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await _table.SubmitTransactionAsync(batch.Actions, cancellationToken);
                return true;
            }
            catch (TableTransactionFailedException refused)
                when (refused.ErrorCode == TableErrorCode.EntityAlreadyExists && refused.FailedTransactionActionIndex is { } index && batch.IsNewCommand(index))
            {
                batch.Remove(index); // the same command was written before: asking again changes nothing
            }
            catch (TableTransactionFailedException refused) when (IsLostRace(refused))
            {
                return await IsWrittenAsync(batch, cancellationToken);
            }
        }
    }

    private static bool IsLostRace(TableTransactionFailedException refused) =>
        refused.FailedTransactionActionIndex is 0 or null
        && refused.ErrorCode is TableErrorCode.UpdateConditionNotSatisfied or TableErrorCode.EntityAlreadyExists or TableErrorCode.ResourceNotFound;

    // A retry after a lost answer is refused by the row that the first try wrote: then the race was won.
    private async Task<bool> IsWrittenAsync(TransactionBatch batch, CancellationToken cancellationToken)
    {
        var state = batch.Actions[0].Entity;
        var row = await _table.GetEntityIfExistsAsync<TableEntity>(state.PartitionKey, state.RowKey, ["Commit"], cancellationToken);
        return row.HasValue && row.Value!.GetString("Commit") == batch.CommitId;
    }

    private async Task<IReadOnlyList<TransactionCommand>> OpenCommandsAsync(TransactionId id, CancellationToken cancellationToken)
    {
        var partition = TransactionRowNames.Partition(id);
        var end = TransactionRowNames.After(TransactionRowNames.CommandPrefix);
        var rows = _table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter(
                $"PartitionKey eq {partition} and RowKey ge {TransactionRowNames.CommandPrefix} and RowKey lt {end} and Open eq {true}"),
            MaxOpenCommands,
            cancellationToken: cancellationToken);
        var commands = new List<TransactionCommand>();
        await foreach (var row in rows)
        {
            commands.Add(TransactionRowMapping.Command(row));
            if (commands.Count == MaxOpenCommands)
            {
                break;
            }
        }

        return commands;
    }
}
