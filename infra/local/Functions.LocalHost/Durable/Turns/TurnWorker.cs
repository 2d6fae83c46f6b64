using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>
/// Takes instances forward: one turn of one instance at a time, committed by one ETag write of its row, and only then carried out
/// (durable-protocol §9). Whatever fails before the commit leaves the messages where they are, and the turn is done again.
/// </summary>
internal sealed class TurnWorker(
    TurnQueue queue,
    TurnCaller caller,
    InstanceLoader loader,
    InstanceStore store,
    TurnDispatch dispatch,
    Transfers transfers,
    DurableOptions options,
    Func<string> newExecutionId,
    TimeProvider time,
    ILogger log)
{
    private const int SmallRecord = 24 * 1024;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>One of the workers: takes what is due until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var instance in queue.ReadAllAsync(cancellationToken))
        {
            await instance.Gate.WaitAsync(cancellationToken);
            int? seen;
            try
            {
                seen = await TryAdvanceAsync(instance, cancellationToken);
            }
            finally
            {
                instance.Gate.Release();
            }

            if (seen is { } messages)
            {
                queue.Done(instance, messages);
            }
            else
            {
                queue.Again(instance, time.GetUtcNow() + Pause(instance));
            }
        }
    }

    // How many messages have to wait, or null when the turn has to be done again.
    private async Task<int?> TryAdvanceAsync(Instance instance, CancellationToken cancellationToken)
    {
        try
        {
            var seen = await AdvanceAsync(instance, cancellationToken);
            instance.Aborts = seen is null ? instance.Aborts + 1 : 0;
            return seen;
        }
        catch (Exception failure) when (failure is TableStoreException or HttpRequestException)
        {
            // Whether the write happened is unknown: the row says so when it is read again.
            instance.Forget();
            instance.Aborts++;
            DurableLog.CommitFailed(log, failure, instance.Id, Pause(instance));
            return null;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of a turn: after a fault of the engine's own the instance must not stand still until the host is started anew.
            instance.Forget();
            instance.Aborts++;
            DurableLog.TurnFault(log, fault, instance.Id, Pause(instance));
            return null;
        }
    }

    private async Task<int?> AdvanceAsync(Instance instance, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await ReadyAsync(instance, cancellationToken);
            var waiting = instance.Waiting();
            if (stored.Record is null)
            {
                instance.Remove(waiting);
                return 0;
            }

            var plan = TurnPlan.Create(stored.Record, waiting, time.GetUtcNow());
            if (!plan.HasTurn)
            {
                await TakeInAsync(instance, stored, plan, cancellationToken);
                return waiting.Count - plan.Messages.Count;
            }

            if (await TurnAsync(instance, stored, plan, cancellationToken) is not { } result)
            {
                return null;
            }

            if (!result.IsRestart)
            {
                await HandOverAsync(instance, cancellationToken);
                return 0;
            }
        }
    }

    /// <summary>Reads the instance in, and does first what an interruption left undone.</summary>
    private async Task<StoredInstance> ReadyAsync(Instance instance, CancellationToken cancellationToken)
    {
        var stored = await loader.LoadAsync(instance, cancellationToken);
        if (stored.Record is { } record && instance.MustResume)
        {
            var answered = instance.Waiting().Where(item => item.Message.ExecutionId.Length > 0)
                .Select(item => (item.Message.ExecutionId, item.Message.Event.TaskCompleted?.TaskScheduledId ?? item.Message.Event.TaskFailed?.TaskScheduledId ?? -1))
                .ToHashSet();
            await dispatch.ResumeAsync(instance.Key, record, answered, cancellationToken);
            if (record.Head.Count > 0 && record.ScheduledStart is { } start)
            {
                // The start's write was taken for lost, and with it the alarm for its time.
                queue.QueueAt(instance, start.ToDateTimeOffset());
            }
        }

        instance.MustResume = false;
        await HandOverAsync(instance, cancellationToken);
        return instance.Stored!;
    }

    private async Task TakeInAsync(Instance instance, StoredInstance stored, TurnPlan plan, CancellationToken cancellationToken)
    {
        if (plan.IsChanged)
        {
            await CommitAsync(instance, new InstanceChange { Key = instance.Key, Before = stored, After = plan.Record }, cancellationToken);
        }

        instance.Remove(plan.Messages);
    }

    private async Task<TurnResult?> TurnAsync(Instance instance, StoredInstance stored, TurnPlan plan, CancellationToken cancellationToken)
    {
        var history = await loader.LoadHistoryAsync(instance, stored, cancellationToken);
        var now = time.GetUtcNow();
        List<HistoryEvent> events = [HistoryEvents.OrchestratorStarted(now), .. plan.Events];
        var reply = await caller.CallAsync(instance.Id, plan.Record.Name, history, events, cancellationToken);
        if (Result(reply, plan, events, history) is not { } result)
        {
            NotNow(instance, plan.Record.Name, reply);
            return null;
        }

        var change = Change(instance, stored, result, history);
        await CommitAsync(instance, change, cancellationToken);
        instance.History = result.IsRestart ? new HistoryBuffer() : history;
        instance.Remove(plan.Messages);
        dispatch.Start(result.Record, result.NewTasks);
        Report(result);
        return result;
    }

    private TurnResult? Result(TurnReply reply, TurnPlan plan, List<HistoryEvent> events, HistoryBuffer history) => reply switch
    {
        _ when history.Length > HistoryBuffer.MaxBytes => TurnResult.OfBroken(
            new TurnReply.Broken($"The history has {history.Length} bytes, at most {HistoryBuffer.MaxBytes} are kept.", null),
            plan, events, options, time.GetUtcNow()),
        TurnReply.Answered answered => TurnResult.Of(answered.Response, plan, events, options, time.GetUtcNow(), newExecutionId),
        TurnReply.Broken broken => TurnResult.OfBroken(broken, plan, events, options, time.GetUtcNow()),
        _ => null,
    };

    private static InstanceChange Change(Instance instance, StoredInstance stored, TurnResult result, HistoryBuffer history)
    {
        var change = new InstanceChange { Key = instance.Key, Before = stored, After = result.Record, Work = TakeWork(result) };
        if (result.IsRestart)
        {
            return change;
        }

        var bytes = HistoryBuffer.Encode(result.Events);
        history.Append(bytes);
        return change with { History = history, NewBytes = bytes.Length };
    }

    /// <summary>Activities go beside the row when they would make it big: every commit writes the row.</summary>
    private static WorkList? TakeWork(TurnResult result)
    {
        if (result.NewTasks.Count == 0 || result.Record.CalculateSize() <= SmallRecord)
        {
            return null;
        }

        var work = new WorkList();
        foreach (var task in result.NewTasks.Where(task => task.Activity is not null))
        {
            var place = result.Record.Open.IndexOf(task);
            work.Tasks.Add(task);
            // The commit that is about to be made.
            result.Record.Open[place] = new OpenTask { Id = task.Id, EndedExecutionId = task.EndedExecutionId, Stored = result.Record.Commit + 1 };
        }

        return work.Tasks.Count > 0 ? work : null;
    }

    private async Task CommitAsync(Instance instance, InstanceChange change, CancellationToken cancellationToken) =>
        instance.Publish(await store.CommitAsync(change, cancellationToken));

    private async Task HandOverAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Stored is not { Record.Outbox.Count: > 0 } stored)
        {
            return;
        }

        await transfers.HandOverAsync(stored.Record, cancellationToken);
        var record = stored.Record.Clone();
        record.Outbox.Clear();
        await CommitAsync(instance, new InstanceChange { Key = instance.Key, Before = stored, After = record }, cancellationToken);
    }

    private void NotNow(Instance instance, string name, TurnReply reply)
    {
        if (reply is TurnReply.Aborted aborted)
        {
            DurableLog.TurnAborted(log, instance.Id, name, Pause(instance), aborted.Reason);
        }
    }

    private void Report(TurnResult result)
    {
        if (result.Fault is { } fault)
        {
            DurableLog.TurnBroken(log, result.Record.InstanceId, result.Record.Name, fault);
        }
        else if (result.Record.IsTerminal())
        {
            DurableLog.Ended(log, result.Record.InstanceId, result.Record.Name, result.Record.Status.ToString());
        }
    }

    // [A] The real engine repeats after the visibility time-out of its queue, 5 minutes by default; on one machine nobody wants to wait for that.
    private static TimeSpan Pause(Instance instance)
    {
        var pause = ShortestPause * Math.Pow(2, Math.Min(instance.Aborts, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
