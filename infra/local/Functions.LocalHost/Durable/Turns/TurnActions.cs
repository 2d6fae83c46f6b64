using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Instances;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>The actions that the extension understands (durable-protocol §3.3).</summary>
internal static class TurnActions
{
    /// <summary>Why the extension would throw over the answer, or null.</summary>
    public static string? Fault(OrchestratorResponse response, DurableOptions options)
    {
        if (response.Actions.Count > options.MaxActions)
        {
            return $"The orchestrator returned {response.Actions.Count} actions in one turn, at most {options.MaxActions} are allowed (maxOrchestrationActions).";
        }

        return response.Actions.Select(Fault).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>What stands in the history for an action; inputs of activities and children are not kept there (durable-protocol §9.2).</summary>
    public static HistoryEvent ToEvent(OrchestratorAction action, DurableOptions options) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => new HistoryEvent
        {
            TaskScheduled = new TaskScheduledEvent { Name = action.ScheduleTask.Name, Version = action.ScheduleTask.Version },
        },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => new HistoryEvent
        {
            TimerCreated = new TimerCreatedEvent { FireAt = action.CreateTimer.FireAt },
        },
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => new HistoryEvent
        {
            SubOrchestrationInstanceCreated = new SubOrchestrationInstanceCreatedEvent
            {
                InstanceId = action.CreateSubOrchestration.InstanceId,
                Name = action.CreateSubOrchestration.Name,
                Version = action.CreateSubOrchestration.Version ?? options.DefaultVersion,
            },
        },
        _ => new HistoryEvent
        {
            EventSent = new EventSentEvent
            {
                InstanceId = action.SendEvent.Instance.InstanceId,
                Name = action.SendEvent.Name,
                Input = action.SendEvent.Data,
            },
        },
    };

    private static string? Fault(OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => null,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer =>
            action.CreateTimer.FireAt is null ? $"Action {action.Id} (createTimer) has no fireAt." : null,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration =>
            InstanceIds.Fault(action.CreateSubOrchestration.InstanceId) is { } fault ? $"Action {action.Id} (createSubOrchestration): {fault}" : null,
        OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent =>
            action.SendEvent.Instance is null ? $"Action {action.Id} (sendEvent) names no instance." : null,
        OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration => action.CompleteOrchestration.OrchestrationStatus switch
        {
            OrchestrationStatus.ContinuedAsNew => null,
            var status when InstanceRecords.IsTerminal(status) => null,
            var status => $"Action {action.Id} (completeOrchestration) asks for the status {status}, a final one or ContinuedAsNew was expected.",
        },
        var kind => $"Action {action.Id} is of the kind {kind}, which the engine does not know.",
    };
}
