using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>A continue-as-new that the code has asked for.</summary>
internal sealed class NextExecution(string? input, string? version)
{
    /// <summary>Events that came after the call: they belong to the next execution (§8.12).</summary>
    public List<P.HistoryEvent> Events { get; } = [];

    /// <summary>The completion that starts the next execution.</summary>
    public P.CompleteOrchestrationAction ToAction() => new()
    {
        OrchestrationStatus = P.OrchestrationStatus.ContinuedAsNew,
        Result = input,
        NewVersion = string.IsNullOrWhiteSpace(version) ? null : version,
        CarryoverEvents = { Events },
    };
}
