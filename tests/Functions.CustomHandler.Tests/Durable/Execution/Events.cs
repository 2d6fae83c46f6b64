using Functions.CustomHandler.Durable;
using Google.Protobuf.WellKnownTypes;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>History events as an engine sends them.</summary>
internal static class Events
{
    public static P.HistoryEvent Completed(int id, object? result = null) =>
        new() { EventId = -1, TaskCompleted = new P.TaskCompletedEvent { TaskScheduledId = id, Result = DurableJson.Serialize(result) } };

    public static P.HistoryEvent CompletedRaw(int id, string? result) =>
        new() { EventId = -1, TaskCompleted = new P.TaskCompletedEvent { TaskScheduledId = id, Result = result } };

    public static P.HistoryEvent Failed(int id, P.TaskFailureDetails? details) =>
        new() { EventId = -1, TaskFailed = new P.TaskFailedEvent { TaskScheduledId = id, FailureDetails = details } };

    public static P.HistoryEvent Failed(int id, string type, string message, bool nonRetriable = false) =>
        Failed(id, new P.TaskFailureDetails { ErrorType = type, ErrorMessage = message, IsNonRetriable = nonRetriable });

    public static P.HistoryEvent ChildCompleted(int id, object? result = null) => new()
    {
        EventId = -1,
        SubOrchestrationInstanceCompleted = new P.SubOrchestrationInstanceCompletedEvent { TaskScheduledId = id, Result = DurableJson.Serialize(result) },
    };

    public static P.HistoryEvent ChildFailed(int id, P.TaskFailureDetails? details) =>
        new() { EventId = -1, SubOrchestrationInstanceFailed = new P.SubOrchestrationInstanceFailedEvent { TaskScheduledId = id, FailureDetails = details } };

    public static P.HistoryEvent Fired(int id) => new() { EventId = -1, TimerFired = new P.TimerFiredEvent { TimerId = id } };

    public static P.HistoryEvent Raised(string name, object? payload = null) => RaisedRaw(name, DurableJson.Serialize(payload));

    public static P.HistoryEvent RaisedRaw(string name, string? payload) =>
        new() { EventId = -1, EventRaised = new P.EventRaisedEvent { Name = name, Input = payload } };

    public static P.HistoryEvent Terminated(string? reason) => new() { EventId = -1, ExecutionTerminated = new P.ExecutionTerminatedEvent { Input = reason } };

    public static P.HistoryEvent Suspended() => new() { EventId = -1, ExecutionSuspended = new P.ExecutionSuspendedEvent() };

    public static P.HistoryEvent Resumed() => new() { EventId = -1, ExecutionResumed = new P.ExecutionResumedEvent() };

    public static P.HistoryEvent TurnStarted(DateTime utc) =>
        new() { EventId = -1, Timestamp = Timestamp.FromDateTime(utc), OrchestratorStarted = new P.OrchestratorStartedEvent() };

    public static P.HistoryEvent TurnCompleted() => new() { EventId = -1, OrchestratorCompleted = new P.OrchestratorCompletedEvent() };
}
