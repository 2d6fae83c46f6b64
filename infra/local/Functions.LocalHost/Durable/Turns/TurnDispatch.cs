using Functions.LocalHost.Durable.Activities;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>Sets going what a commit made due: activities and timers.</summary>
internal sealed class TurnDispatch(InstanceStore store, InstanceCache cache, ActivityRunner activities, TimerQueue timers, InboxLog inbox, TimeProvider time)
{
    /// <summary>What the turn scheduled, with the inputs in hand.</summary>
    public void Start(InstanceRecord record, IEnumerable<OpenTask> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.Activity is { } activity)
            {
                StartActivity(record, task, activity);
            }
            else if (task.Timer is not null && record.Open.Contains(task))
            {
                StartTimer(record, task);
            }
        }
    }

    /// <summary>Everything that is open, after a start of the host; not the activities whose answers are in the inbox already.</summary>
    public async Task ResumeAsync(
        InstanceKey key, InstanceRecord record, IReadOnlySet<(string ExecutionId, int TaskId)> answered, CancellationToken cancellationToken)
    {
        var stored = await store.LoadWorkAsync(key, record, cancellationToken);
        foreach (var task in record.Open)
        {
            if (task.IsActivity() && !answered.Contains((record.ExecutionOf(task), task.Id)))
            {
                StartActivity(record, task, task.Activity ?? stored[(task.Stored, task.Id)]);
            }
            else if (task.Timer is not null)
            {
                StartTimer(record, task);
            }
        }
    }

    private void StartActivity(InstanceRecord record, OpenTask task, ActivityTask activity) =>
        activities.Queue(new ActivityWork(record.InstanceId, record.ExecutionOf(task), task.Id, activity.Name, activity.Input));

    private void StartTimer(InstanceRecord record, OpenTask task)
    {
        var (instanceId, executionId, id, fireAt) = (record.InstanceId, record.ExecutionId, task.Id, task.Timer);
        timers.Set(fireAt.ToDateTimeOffset(), () =>
        {
            if (MayWait(instanceId, executionId, id))
            {
                _ = inbox.AppendAsync(
                    [new InboxMessage { InstanceId = instanceId, ExecutionId = executionId, Event = HistoryEvents.TimerFired(id, fireAt, time.GetUtcNow()) }]);
            }
        });
    }

    // A timer whose execution is over need not be stored; one that is not known to be over is.
    private bool MayWait(string instanceId, string executionId, int id)
    {
        var instance = cache.Rent(instanceId);
        try
        {
            return instance.Stored is not { } stored
                || (stored.Record is { } record && record.ExecutionId == executionId && record.Open.Any(task => task.Id == id && task.Timer is not null));
        }
        finally
        {
            cache.Return(instance);
        }
    }
}
