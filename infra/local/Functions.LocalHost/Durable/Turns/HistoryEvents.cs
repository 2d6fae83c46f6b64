using Functions.Durable.Protocol;

using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>Makes history events. All but those that stand for an action have event id -1 (durable-protocol §8.3).</summary>
internal static class HistoryEvents
{
    private const int NoId = -1;

    public static HistoryEvent OrchestratorStarted(DateTimeOffset now) => At(now, new HistoryEvent { OrchestratorStarted = new() });

    public static HistoryEvent OrchestratorCompleted(DateTimeOffset now) => At(now, new HistoryEvent { OrchestratorCompleted = new() });

    public static HistoryEvent Started(ExecutionStartedEvent started, DateTimeOffset now) => At(now, new HistoryEvent { ExecutionStarted = started });

    public static HistoryEvent Raised(string name, string? input, DateTimeOffset now) =>
        At(now, new HistoryEvent { EventRaised = new EventRaisedEvent { Name = name, Input = input } });

    public static HistoryEvent Terminated(string? reason, bool recurse, DateTimeOffset now) =>
        At(now, new HistoryEvent { ExecutionTerminated = new ExecutionTerminatedEvent { Input = reason, Recurse = recurse } });

    public static HistoryEvent Suspended(string? reason, DateTimeOffset now) =>
        At(now, new HistoryEvent { ExecutionSuspended = new ExecutionSuspendedEvent { Input = reason } });

    public static HistoryEvent Resumed(string? reason, DateTimeOffset now) =>
        At(now, new HistoryEvent { ExecutionResumed = new ExecutionResumedEvent { Input = reason } });

    public static HistoryEvent TaskCompleted(int taskId, string? result, DateTimeOffset now) =>
        At(now, new HistoryEvent { TaskCompleted = new TaskCompletedEvent { TaskScheduledId = taskId, Result = result } });

    public static HistoryEvent TaskFailed(int taskId, TaskFailureDetails? details, DateTimeOffset now) =>
        At(now, new HistoryEvent { TaskFailed = new TaskFailedEvent { TaskScheduledId = taskId, FailureDetails = details } });

    public static HistoryEvent TimerFired(int timerId, Timestamp fireAt, DateTimeOffset now) =>
        At(now, new HistoryEvent { TimerFired = new TimerFiredEvent { TimerId = timerId, FireAt = fireAt } });

    public static HistoryEvent ChildCompleted(int taskId, string? result, DateTimeOffset now) => At(
        now,
        new HistoryEvent { SubOrchestrationInstanceCompleted = new SubOrchestrationInstanceCompletedEvent { TaskScheduledId = taskId, Result = result } });

    public static HistoryEvent ChildFailed(int taskId, TaskFailureDetails? details, DateTimeOffset now) => At(
        now,
        new HistoryEvent { SubOrchestrationInstanceFailed = new SubOrchestrationInstanceFailedEvent { TaskScheduledId = taskId, FailureDetails = details } });

    /// <summary>An event that stands for an action: its event id is the action's.</summary>
    public static HistoryEvent ForAction(int id, HistoryEvent entry, DateTimeOffset now)
    {
        entry.EventId = id;
        entry.Timestamp = now.ToTimestamp();
        return entry;
    }

    private static HistoryEvent At(DateTimeOffset now, HistoryEvent entry) => ForAction(NoId, entry, now);
}
