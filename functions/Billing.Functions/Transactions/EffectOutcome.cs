using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <summary>What came of an effect's call, ready to be written.</summary>
internal abstract record EffectOutcome
{
    private EffectOutcome() { }

    /// <summary>It is known what happened: the change, what the effect row says, and how the command ends.</summary>
    public sealed record Known(Func<TransactionState, StateChange> Change, string Code, CommandOutcome Command, Refusal? Refusal = null) : EffectOutcome;

    /// <summary>Nothing was done there for certain: the same call again, later.</summary>
    public sealed record NotSent(string Code, TimeSpan? RetryAfter) : EffectOutcome;

    /// <summary>It may have happened: look it up before anything else.</summary>
    public sealed record Lost(string Code) : EffectOutcome;
}
