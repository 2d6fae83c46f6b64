using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Durable.Turns;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable;

/// <summary>
/// Takes up what an earlier life of the host left: messages that were stored, instances whose first turn is due, open activities (they
/// run again unless their answer is stored), timers, and what had not been handed over.
/// </summary>
internal sealed class EngineRecovery(
    InstanceStore store, InboxStore inboxStore, InboxLog inbox, InstanceCache cache, TurnQueue turns, TurnDispatch dispatch)
{
    private static readonly HashSet<(string ExecutionId, int TaskId)> None = [];

    public async Task<(int Active, int Messages)> RunAsync(CancellationToken cancellationToken)
    {
        inbox.Begin(await inboxStore.BeginAsync(cancellationToken));
        var batches = new List<(string RowKey, int Rows, InboxBatch Batch)>();
        await foreach (var batch in inboxStore.ReadAllAsync().WithCancellation(cancellationToken))
        {
            batches.Add(batch);
        }

        var active = await ResumeInstancesAsync(Answers(batches), cancellationToken);
        foreach (var (rowKey, rows, batch) in batches)
        {
            inbox.Deliver(rowKey, rows, batch);
        }

        return (active, batches.Sum(batch => batch.Batch.Messages.Count));
    }

    private static Dictionary<string, HashSet<(string ExecutionId, int TaskId)>> Answers(IEnumerable<(string RowKey, int Rows, InboxBatch Batch)> batches) =>
        batches.SelectMany(batch => batch.Batch.Messages)
            .Where(message => message.Event.TaskCompleted is not null || message.Event.TaskFailed is not null)
            .GroupBy(message => message.InstanceId, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.Select(message => (
                    message.ExecutionId, message.Event.TaskCompleted?.TaskScheduledId ?? message.Event.TaskFailed.TaskScheduledId)).ToHashSet(),
                StringComparer.Ordinal);

    private async Task<int> ResumeInstancesAsync(
        Dictionary<string, HashSet<(string ExecutionId, int TaskId)>> answers, CancellationToken cancellationToken)
    {
        var query = new TableQuery { Flags = new Dictionary<string, bool> { ["Active"] = true } };
        var active = 0;
        do
        {
            var (instances, next) = await store.ListAsync(query, cancellationToken);
            foreach (var stored in instances)
            {
                await ResumeAsync(stored, answers.GetValueOrDefault(stored.Record!.InstanceId) ?? None, cancellationToken);
            }

            active += instances.Count;
            query = query with { After = next };
        }
        while (query.After is not null);
        return active;
    }

    private async Task ResumeAsync(StoredInstance stored, HashSet<(string ExecutionId, int TaskId)> answered, CancellationToken cancellationToken)
    {
        var record = stored.Record!;
        var instance = cache.Rent(record.InstanceId);
        instance.Publish(stored);
        await dispatch.ResumeAsync(instance.Key, record, answered, cancellationToken);
        if (record.Head.Count > 0)
        {
            turns.QueueAt(instance, record.ScheduledStart?.ToDateTimeOffset());
        }

        if (record.Outbox.Count > 0)
        {
            turns.Queue(instance);
        }

        cache.Return(instance);
    }
}
