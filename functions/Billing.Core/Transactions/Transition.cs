namespace Billing.Core.Transactions;

/// <summary>What a status makes of an event.</summary>
public abstract record Transition
{
    private Transition() { }

    /// <summary>The status becomes <paramref name="To"/>.</summary>
    public sealed record Move(TransactionStatus To) : Transition;

    /// <summary>Back to <see cref="TransactionState.FormerStatus"/>, with the reason kept.</summary>
    public sealed record Return : Transition;

    /// <summary>The status stays: facts may be filled, a repeated command finds nothing to do.</summary>
    public sealed record Stay : Transition;

    /// <summary>A command that this status does not permit. The code is one of <see cref="Refusals"/>.</summary>
    public sealed record Refuse(string Code) : Transition;

    /// <summary>The event contradicts the status (it would go back): the status stays and a person must look.</summary>
    public sealed record Alarm : Transition;
}
