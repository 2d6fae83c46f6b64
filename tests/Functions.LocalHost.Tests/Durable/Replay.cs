using Functions.Durable.Protocol;

using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>What a scripted orchestration knows of its history, and the actions that it can answer with.</summary>
internal sealed class Replay(OrchestratorRequest request)
{
    public IReadOnlyList<HistoryEvent> All { get; } = [.. request.PastEvents, .. request.NewEvents];

    public IReadOnlyList<HistoryEvent> New => request.NewEvents;

    public string InstanceId => request.InstanceId;

    public ExecutionStartedEvent Start => All.Select(entry => entry.ExecutionStarted).First(started => started is not null);

    public string? Input => Start.Input;

    public bool IsFirstTurn => request.PastEvents.Count == 0;

    public DateTimeOffset Now => All.Last(entry => entry.OrchestratorStarted is not null).Timestamp.ToDateTimeOffset();

    public ExecutionTerminatedEvent? Termination => All.Select(entry => entry.ExecutionTerminated).FirstOrDefault(terminated => terminated is not null);

    public IReadOnlyList<TaskCompletedEvent> Completed => [.. All.Select(entry => entry.TaskCompleted).OfType<TaskCompletedEvent>()];

    public IReadOnlyList<TaskFailedEvent> Failed => [.. All.Select(entry => entry.TaskFailed).OfType<TaskFailedEvent>()];

    public IReadOnlyList<TimerFiredEvent> Fired => [.. All.Select(entry => entry.TimerFired).OfType<TimerFiredEvent>()];

    public IReadOnlyList<EventRaisedEvent> Raised => [.. All.Select(entry => entry.EventRaised).OfType<EventRaisedEvent>()];

    /// <summary>How many actions stand in the history.</summary>
    public int Scheduled => All.Count(entry => entry.EventId >= 0);

    public static OrchestratorAction Call(int id, string name, string? input = null) =>
        new() { Id = id, ScheduleTask = new ScheduleTaskAction { Name = name, Input = input } };

    public static OrchestratorAction Timer(int id, DateTimeOffset fireAt) =>
        new() { Id = id, CreateTimer = new CreateTimerAction { FireAt = fireAt.ToTimestamp() } };

    public static OrchestratorAction Child(int id, string name, string instanceId, string? input = null) =>
        new() { Id = id, CreateSubOrchestration = new CreateSubOrchestrationAction { Name = name, InstanceId = instanceId, Input = input } };

    public static OrchestratorAction Send(int id, string instanceId, string name, string? data = null) => new()
    {
        Id = id,
        SendEvent = new SendEventAction { Instance = new OrchestrationInstance { InstanceId = instanceId }, Name = name, Data = data },
    };

    public static OrchestratorAction Complete(int id, string? result = null) => End(id, OrchestrationStatus.Completed, result);

    public static OrchestratorAction ContinueAsNew(int id, string? input, params HistoryEvent[] carried)
    {
        var action = End(id, OrchestrationStatus.ContinuedAsNew, input);
        action.CompleteOrchestration.CarryoverEvents.Add(carried);
        return action;
    }

    public static OrchestratorAction Terminate(int id, string? reason) => End(id, OrchestrationStatus.Terminated, reason);

    public static OrchestratorAction Fail(int id, string type, string message, TaskFailureDetails? inner = null)
    {
        var action = End(id, OrchestrationStatus.Failed, message);
        action.CompleteOrchestration.FailureDetails = new TaskFailureDetails { ErrorType = type, ErrorMessage = message, InnerFailure = inner };
        return action;
    }

    private static OrchestratorAction End(int id, OrchestrationStatus status, string? result) => new()
    {
        Id = id,
        CompleteOrchestration = new CompleteOrchestrationAction { OrchestrationStatus = status, Result = result },
    };
}
