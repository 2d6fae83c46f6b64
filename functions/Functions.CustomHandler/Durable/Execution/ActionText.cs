using Kind = Functions.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>Actions in words, for messages.</summary>
internal static class ActionText
{
    public static string Of(Kind kind, string? name) => kind switch
    {
        Kind.ScheduleTask => $"a call of activity '{name}'",
        Kind.CreateSubOrchestration => $"a call of sub-orchestration '{name}'",
        Kind.CreateTimer => "a timer",
        Kind.SendEvent => $"a sent event '{name}'",
        _ => kind.ToString(),
    };

    /// <summary>What the history must name as well; a timer has no name.</summary>
    public static string? NameOf(P.OrchestratorAction action) => action.OrchestratorActionTypeCase switch
    {
        Kind.ScheduleTask => action.ScheduleTask.Name,
        Kind.CreateSubOrchestration => action.CreateSubOrchestration.Name,
        Kind.SendEvent => action.SendEvent.Name,
        _ => null,
    };
}
