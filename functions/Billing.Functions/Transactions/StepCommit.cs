using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>What a step wants written, all at once.</summary>
internal sealed record StepCommit(StateChange Change)
{
    public IReadOnlyList<ClosedCommand> Closed { get; init; } = [];

    public IReadOnlyList<EffectRecord> Effects { get; init; } = [];

    /// <summary>When the transaction should have moved by; null lets it follow from the state.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Nothing is due any more: the orchestration ends. Only with no open command.</summary>
    public bool Closes { get; init; }
}
