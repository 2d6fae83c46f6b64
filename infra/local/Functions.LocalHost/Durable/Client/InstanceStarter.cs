using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Durable.Turns;

using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Durable.Client;

/// <summary>
/// Makes instances: the write of its row is the start, there is no further message. A finished instance of that id gives way, a running
/// one only when host.json says so (durable-protocol §6.2).
/// </summary>
internal sealed class InstanceStarter(
    InstanceCache cache, InstanceLoader loader, InstanceStore store, TurnQueue turns, InboxLog inbox, DurableOptions options, TimeProvider time)
{
    public async Task<StartOutcome> StartAsync(
        string instanceId, ExecutionStartedEvent started, DateTimeOffset? scheduledStart, CancellationToken cancellationToken)
    {
        var instance = cache.Rent(instanceId);
        try
        {
            // A look without the gate: a turn of the running instance may hold it for long.
            if (instance.Stored is { Record: not null } known && Refusal(known.Record, started) is { } refused)
            {
                return refused;
            }

            await instance.Gate.WaitAsync(cancellationToken);
            try
            {
                return await StartAsync(instance, started, scheduledStart, cancellationToken);
            }
            finally
            {
                instance.Gate.Release();
            }
        }
        finally
        {
            cache.Return(instance);
        }
    }

    private async Task<StartOutcome> StartAsync(
        Instance instance, ExecutionStartedEvent started, DateTimeOffset? scheduledStart, CancellationToken cancellationToken)
    {
        var before = await loader.LoadAsync(instance, cancellationToken);
        if (before.Record is not null && Refusal(before.Record, started) is { } refused)
        {
            return refused;
        }

        var record = NewRecord(instance.Id, before.Record, started, scheduledStart);
        try
        {
            instance.Publish(await store.CommitAsync(
                new InstanceChange { Key = instance.Key, Before = before, After = record }, cancellationToken));
        }
        catch
        {
            // Whether it is written is unknown; the next to use it looks.
            instance.Forget();
            turns.Queue(instance);
            throw;
        }

        instance.History = new HistoryBuffer();
        turns.QueueAt(instance, scheduledStart);
        return StartOutcome.Started;
    }

    private StartOutcome? Refusal(InstanceRecord existing, ExecutionStartedEvent started)
    {
        if (started.ParentInstance is { } parent && parent.Equals(existing.Parent))
        {
            return StartOutcome.Repeated;
        }

        return existing.IsTerminal() || options.ReplacesRunning ? null : StartOutcome.AlreadyExists;
    }

    private InstanceRecord NewRecord(string id, InstanceRecord? before, ExecutionStartedEvent started, DateTimeOffset? scheduledStart)
    {
        var now = time.GetUtcNow();
        var record = new InstanceRecord
        {
            InstanceId = id,
            ExecutionId = started.OrchestrationInstance.ExecutionId,
            Name = started.Name,
            Version = started.Version,
            Status = OrchestrationStatus.Pending,
            Created = now.ToTimestamp(),
            Updated = now.ToTimestamp(),
            ScheduledStart = scheduledStart?.ToTimestamp(),
            Parent = started.ParentInstance,
            Tags = { started.Tags },
            // What was sent to an earlier instance of this id is not for this one.
            Consumed = inbox.LastSequence,
            Head = { HistoryEvents.Started(started, now) },
        };
        if (before is not null)
        {
            KeepObligations(before.Clone(), record);
        }

        return record;
    }

    // The earlier instance is gone, but not what it owes: activities that still run, messages to others.
    private static void KeepObligations(InstanceRecord before, InstanceRecord record)
    {
        before.DetachOpenTasks();
        record.Open.Add(before.Open);
        record.Work.Add(before.Work);
        record.Outbox.Add(before.Outbox);
        (record.LastTransfer, record.Commit, record.StoredPages) = (before.LastTransfer, before.Commit, before.StoredPages);
    }
}
