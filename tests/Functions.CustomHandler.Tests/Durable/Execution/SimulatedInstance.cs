using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>
/// One instance with its history: makes the request of each turn, runs the executor, and writes into the history what an engine
/// would (durable-protocol §9). The clock moves by a second with each turn unless the test moves it.
/// </summary>
internal sealed class SimulatedInstance
{
    private readonly OrchestratorRegistry _registry = new();
    private readonly ILoggerFactory _loggers;
    private readonly List<P.HistoryEvent> _past = [];
    private readonly List<P.HistoryEvent> _first;
    private int _executions = 1;

    public SimulatedInstance(
        Func<TaskOrchestrationContext, Task<object?>> orchestrator, object? input = null, Action<P.ExecutionStartedEvent>? configure = null, ILoggerFactory? loggers = null)
    {
        _loggers = loggers ?? NullLoggerFactory.Instance;
        _registry.Add("Main", orchestrator);
        var started = new P.ExecutionStartedEvent
        {
            Name = "Main",
            Input = DurableJson.Serialize(input),
            OrchestrationInstance = new P.OrchestrationInstance { InstanceId = "i1", ExecutionId = "e1" },
        };
        configure?.Invoke(started);
        _first = [new P.HistoryEvent { EventId = -1, ExecutionStarted = started }];
    }

    public DateTime Now { get; set; } = new(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc);

    public P.OrchestratorRequest LastRequest { get; private set; } = new();

    /// <summary>What the past holds; a test may spoil it.</summary>
    public List<P.HistoryEvent> Past => _past;

    public static SimulatedInstance Of<T>(Func<TaskOrchestrationContext, Task<T>> orchestrator, object? input = null) =>
        new(async context => await orchestrator(context), input);

    /// <summary>Runs a turn with these new events and writes its outcome into the history.</summary>
    public P.OrchestratorResponse Turn(params P.HistoryEvent[] events)
    {
        var request = new P.OrchestratorRequest { InstanceId = "i1" };
        request.PastEvents.AddRange(_past);
        request.NewEvents.Add(Events.TurnStarted(Now));
        request.NewEvents.AddRange(_first);
        request.NewEvents.AddRange(events);
        LastRequest = request;
        var response = Run(request);

        _past.AddRange(request.NewEvents);
        _first.Clear();
        _past.AddRange(response.Actions.Select(Confirmation).OfType<P.HistoryEvent>());
        _past.Add(Events.TurnCompleted());
        Now = Now.AddSeconds(1);
        ContinueAsNew(response);
        return response;
    }

    /// <summary>The same turn again: its answer was lost.</summary>
    public P.OrchestratorResponse Repeat() => Run(LastRequest);

    public P.OrchestratorResponse Run(P.OrchestratorRequest request) => OrchestrationExecutor.Execute(request, _registry, _loggers);

    private static P.HistoryEvent? Confirmation(P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask =>
            new() { EventId = action.Id, TaskScheduled = new P.TaskScheduledEvent { Name = action.ScheduleTask.Name } },
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            new() { EventId = action.Id, SubOrchestrationInstanceCreated = new() { Name = action.CreateSubOrchestration.Name, InstanceId = action.CreateSubOrchestration.InstanceId } },
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer =>
            new() { EventId = action.Id, TimerCreated = new P.TimerCreatedEvent { FireAt = action.CreateTimer.FireAt } },
        P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
            new() { EventId = action.Id, EventSent = new P.EventSentEvent { Name = action.SendEvent.Name, InstanceId = action.SendEvent.Instance.InstanceId } },
        _ => null,
    };

    private void ContinueAsNew(P.OrchestratorResponse response)
    {
        if (response.End() is not { OrchestrationStatus: P.OrchestrationStatus.ContinuedAsNew } end)
        {
            return;
        }

        var started = _past.First(entry => entry.ExecutionStarted is not null).ExecutionStarted.Clone();
        started.Input = end.Result;
        started.Version = end.NewVersion ?? started.Version;
        started.OrchestrationInstance.ExecutionId = $"e{++_executions}";
        _past.Clear();
        _first.Add(new P.HistoryEvent { EventId = -1, ExecutionStarted = started });
        _first.AddRange(end.CarryoverEvents);
        _first.Add(Events.TurnCompleted());
    }
}
