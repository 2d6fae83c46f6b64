using System.Text.Encodings.Web;
using System.Text.Json;

using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;

using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>
/// Carries the answer of a turn into the record: what stands in the history for it, what is open now, what has to be sent.
/// Decides only; nothing is written or sent here (durable-protocol §3.3, §8, §9).
/// </summary>
internal sealed class TurnResult
{
    private static readonly JsonSerializerOptions OutputJson = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TurnPlan _plan;
    private readonly DateTimeOffset _now;
    private readonly DurableOptions _options;
    private readonly Func<string> _newExecutionId;

    private TurnResult(TurnPlan plan, IReadOnlyList<HistoryEvent> newEvents, DurableOptions options, DateTimeOffset now, Func<string> newExecutionId)
    {
        (_plan, _options, _now, _newExecutionId) = (plan, options, now, newExecutionId);
        Events = [.. newEvents];
        Record.Updated = now.ToTimestamp();
        Record.Status = StatusAfter(newEvents);
    }

    public InstanceRecord Record => _plan.Record;

    /// <summary>What the turn adds to the history.</summary>
    public List<HistoryEvent> Events { get; }

    /// <summary>What the turn scheduled: activities with their inputs, timers.</summary>
    public List<OpenTask> NewTasks { get; } = [];

    /// <summary>Whether a new execution takes the place of this one: its history begins empty and its first turn is due at once.</summary>
    public bool IsRestart { get; private set; }

    /// <summary>Why the orchestration failed for good, when the answer could not be carried out.</summary>
    public string? Fault { get; private set; }

    public static TurnResult Of(
        OrchestratorResponse response, TurnPlan plan, IReadOnlyList<HistoryEvent> newEvents, DurableOptions options, DateTimeOffset now, Func<string> newExecutionId)
    {
        var fault = TurnActions.Fault(response, options);
        if (fault is not null)
        {
            return OfBroken(new TurnReply.Broken(fault, null), plan, newEvents, options, now);
        }

        var result = new TurnResult(plan, newEvents, options, now, newExecutionId);
        result.Record.CustomStatus = response.CustomStatus;
        foreach (var action in response.Actions.Where(action => action.CompleteOrchestration is null))
        {
            result.Schedule(action);
        }

        if (response.Actions.FirstOrDefault(action => action.CompleteOrchestration is not null) is { } completion)
        {
            result.Complete(completion.Id, completion.CompleteOrchestration);
        }

        result.Events.Add(HistoryEvents.OrchestratorCompleted(now));
        return result;
    }

    /// <summary>The orchestration fails for good: an output that says why, and no failure details.</summary>
    public static TurnResult OfBroken(
        TurnReply.Broken broken, TurnPlan plan, IReadOnlyList<HistoryEvent> newEvents, DurableOptions options, DateTimeOffset now)
    {
        var result = new TurnResult(plan, newEvents, options, now, () => "")
        {
            Fault = broken.Details is null ? broken.Message : $"{broken.Message} {broken.Details}",
        };

        // [A] The reference says only that the output is JSON with a message and details of the exception.
        var output = JsonSerializer.Serialize(new { message = broken.Message, details = broken.Details }, OutputJson);
        result.Complete(-1, new CompleteOrchestrationAction { OrchestrationStatus = OrchestrationStatus.Failed, Result = output });
        result.Events.Add(HistoryEvents.OrchestratorCompleted(now));
        return result;
    }

    private OrchestrationStatus StatusAfter(IReadOnlyList<HistoryEvent> events)
    {
        var status = Record.Status == OrchestrationStatus.Pending ? OrchestrationStatus.Running : Record.Status;
        foreach (var entry in events)
        {
            status = entry.EventTypeCase switch
            {
                HistoryEvent.EventTypeOneofCase.ExecutionSuspended => OrchestrationStatus.Suspended,
                HistoryEvent.EventTypeOneofCase.ExecutionResumed => OrchestrationStatus.Running,
                _ => status,
            };
        }

        return status;
    }

    private void Schedule(OrchestratorAction action)
    {
        Events.Add(HistoryEvents.ForAction(action.Id, TurnActions.ToEvent(action, _options), _now));
        switch (action.OrchestratorActionTypeCase)
        {
            case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                var task = action.ScheduleTask;
                Open(new OpenTask { Id = action.Id, Activity = new ActivityTask { Name = task.Name, Version = task.Version, Input = task.Input } });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                Open(new OpenTask { Id = action.Id, Timer = action.CreateTimer.FireAt });
                break;
            case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                var child = action.CreateSubOrchestration;
                Open(new OpenTask { Id = action.Id, Child = child.InstanceId });
                Send(child.InstanceId, HistoryEvents.Started(StartOf(action.Id, child), _now));
                break;
            default:
                var sent = action.SendEvent;
                Send(sent.Instance.InstanceId, HistoryEvents.Raised(sent.Name, sent.Data, _now));
                break;
        }
    }

    private ExecutionStartedEvent StartOf(int taskId, CreateSubOrchestrationAction child) => new()
    {
        Name = child.Name,
        Version = child.Version ?? _options.DefaultVersion,
        Input = child.Input,
        OrchestrationInstance = new OrchestrationInstance { InstanceId = child.InstanceId, ExecutionId = _newExecutionId() },
        ParentInstance = new ParentInstanceInfo
        {
            TaskScheduledId = taskId,
            Name = Record.Name,
            Version = Record.Version,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = Record.InstanceId, ExecutionId = Record.ExecutionId },
        },
        Tags = { Record.Tags },
    };

    private void Open(OpenTask task)
    {
        Record.Open.Add(task);
        NewTasks.Add(task);
    }

    private void Send(string target, HistoryEvent entry, string targetExecutionId = "") => Record.Outbox.Add(new Transfer
    {
        Sequence = ++Record.LastTransfer,
        Source = Record.ExecutionId,
        Target = target,
        TargetExecutionId = targetExecutionId,
        Event = entry,
    });

    private void Complete(int id, CompleteOrchestrationAction completion)
    {
        if (completion.OrchestrationStatus == OrchestrationStatus.ContinuedAsNew)
        {
            Restart(completion);
            return;
        }

        Events.Add(HistoryEvents.ForAction(
            id,
            new HistoryEvent
            {
                ExecutionCompleted = new ExecutionCompletedEvent
                {
                    OrchestrationStatus = completion.OrchestrationStatus,
                    Result = completion.Result,
                    FailureDetails = completion.FailureDetails,
                },
            },
            _now));
        Record.Status = completion.OrchestrationStatus;
        Record.Completed = _now.ToTimestamp();
        Record.Failure = completion.FailureDetails;
        Record.Output = completion.FailureDetails is { } failure ? $"{failure.ErrorType}: {failure.ErrorMessage}" : completion.Result;
        TellParent(completion);
        TerminateChildren();
        Record.DetachOpenTasks();
    }

    private void TellParent(CompleteOrchestrationAction completion)
    {
        if (Record.Parent is not { } parent)
        {
            return;
        }

        var answer = completion.OrchestrationStatus == OrchestrationStatus.Completed
            ? HistoryEvents.ChildCompleted(parent.TaskScheduledId, completion.Result, _now)
            : HistoryEvents.ChildFailed(parent.TaskScheduledId, completion.FailureDetails, _now);
        Send(parent.OrchestrationInstance.InstanceId, answer, parent.OrchestrationInstance.ExecutionId);
    }

    private void TerminateChildren()
    {
        if (!_plan.TerminatesChildren || Record.Status != OrchestrationStatus.Terminated)
        {
            return;
        }

        foreach (var child in Record.Open.Where(task => task.KindCase == OpenTask.KindOneofCase.Child).ToList())
        {
            Send(child.Child, HistoryEvents.Terminated(Record.Output, recurse: true, _now));
        }
    }

    private void Restart(CompleteOrchestrationAction completion)
    {
        Record.DetachOpenTasks();
        Record.ExecutionId = _newExecutionId();
        Record.Version = completion.NewVersion ?? Record.Version;
        Record.CustomStatus = null;
        Record.ScheduledStart = null;
        Record.Pages.Clear();
        Record.Head.Add(HistoryEvents.Started(
            new ExecutionStartedEvent
            {
                Name = Record.Name,
                Version = Record.Version,
                Input = completion.Result,
                OrchestrationInstance = new OrchestrationInstance { InstanceId = Record.InstanceId, ExecutionId = Record.ExecutionId },
                ParentInstance = Record.Parent,
                Tags = { Record.Tags },
            },
            _now));
        Record.Head.Add(completion.CarryoverEvents.Where(entry => entry.EventRaised is not null));
        Record.Restarted = true;
        IsRestart = true;
    }
}
