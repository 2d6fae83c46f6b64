using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>What one step of a transaction works on: the rows as read and owned, and the two services it may speak to.</summary>
internal sealed record LifecycleStep(LifecycleInput Input, TransactionRows Rows, ILowCodeApp App, ICreditProvider Provider)
{
    public TransactionState State => Rows.State!;

    public MerchantNumber Number => new(State.Id, State.Attempt);

    /// <summary>
    /// The age of an answer to a question that is sent now. It is newer than what the rows hold, whatever the clock of the machine said that
    /// wrote them.
    /// </summary>
    public DateTimeOffset AskedAt(DateTimeOffset now) =>
        State.LastCheckedAt is { } last && last >= now ? last.AddTicks(1) : now;
}
