using System.Threading.Channels;

using Functions.Durable.Protocol;
using Functions.LocalHost.Definitions;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Durable.Turns;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Durable.Activities;

/// <summary>
/// Carries activities out, at least once each and never more at a time than allowed; the answer goes to the inbox of the instance
/// (durable-protocol §4).
/// </summary>
internal sealed class ActivityRunner(
    IAppInvoker invoker, DurableFunctions functions, InboxLog inbox, TimerQueue timers, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);
    private readonly Channel<ActivityWork> _queue = Channel.CreateUnbounded<ActivityWork>();

    public void Queue(ActivityWork work) => _queue.Writer.TryWrite(work);

    /// <summary>One of the workers: carries out until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var work in _queue.Reader.ReadAllAsync(cancellationToken))
        {
            if (await TryCarryOutAsync(work, cancellationToken) is { } answer)
            {
                await inbox.AppendAsync([new InboxMessage { InstanceId = work.InstanceId, ExecutionId = work.ExecutionId, Event = answer }])
                    .WaitAsync(cancellationToken);
            }
        }
    }

    private async Task<HistoryEvent?> TryCarryOutAsync(ActivityWork work, CancellationToken cancellationToken)
    {
        try
        {
            return await CarryOutAsync(work, cancellationToken);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // The boundary of an activity: after a fault of the engine's own its orchestration must not wait for ever.
            DurableLog.ActivityFault(log, fault, work.Name, work.InstanceId);
            timers.Set(time.GetUtcNow() + RepeatAfter, () => Queue(work));
            return null;
        }
    }

    // Null: no answer; it stays open, and is delivered again.
    private async Task<HistoryEvent?> CarryOutAsync(ActivityWork work, CancellationToken cancellationToken)
    {
        if (functions.Activity(work.Name) is not { } function)
        {
            DurableLog.ActivityFailed(log, work.Name, work.InstanceId, "the app has no such activity function");
            return HistoryEvents.TaskFailed(work.TaskId, details: null, time.GetUtcNow());
        }

        if (Invocation(function, work) is not { } invocation)
        {
            return Failed(work, function, new InvocationFailure("Newtonsoft.Json.JsonReaderException", "The input of the activity is not JSON."));
        }

        return await invoker.InvokeAsync(invocation, cancellationToken) switch
        {
            InvocationOutcome.Succeeded succeeded => HistoryEvents.TaskCompleted(work.TaskId, Result(succeeded), time.GetUtcNow()),
            InvocationOutcome.Failed failed => Failed(work, function, failed.Failure),
            InvocationOutcome.AppLost lost => Failed(work, function, lost.Failure),
            InvocationOutcome.TimedOut timedOut => Repeat(work, timedOut.Failure.Message),
            _ => null,
        };
    }

    private static AppInvocation? Invocation(FunctionDefinition function, ActivityWork work)
    {
        var input = WireValue.Nothing;
        var data = WireValue.Nothing;
        if (work.Input is { } text)
        {
            if (JsonTokenReader.TryParse(text, dates: false) is not { } token)
            {
                return null;
            }

            (input, data) = (new WireValue.Text(token.ToJson()), new WireValue.Parsed(token));
        }

        return new AppInvocation
        {
            FunctionName = function.Name,
            TriggerValue = input,
            Metadata =
            [
                new("instanceId", new WireValue.Text(work.InstanceId)),
                new(function.Trigger.Name, input),
                new("data", data),
            ],
        };
    }

    private static string? Result(InvocationOutcome.Succeeded succeeded) =>
        succeeded.ReturnValue is null or JsonToken.Null ? null : succeeded.ReturnValue.ToJson();

    private HistoryEvent Failed(ActivityWork work, FunctionDefinition function, InvocationFailure failure)
    {
        DurableLog.ActivityFailed(log, work.Name, work.InstanceId, failure.Message);
        return HistoryEvents.TaskFailed(work.TaskId, ActivityFailures.Details(function.Name, failure), time.GetUtcNow());
    }

    private HistoryEvent? Repeat(ActivityWork work, string reason)
    {
        DurableLog.ActivityRepeated(log, work.Name, work.InstanceId, reason);
        timers.Set(time.GetUtcNow() + RepeatAfter, () => Queue(work));
        return null;
    }
}
