namespace Billing.Core.Transactions;

/// <summary>What an event made of a transaction: its next state, and the lines for its timeline.</summary>
public sealed record StateChange(TransactionState State, IReadOnlyList<TimelineEntry> Timeline)
{
    internal static StateChange None(TransactionState state) => new(state, []);
}
