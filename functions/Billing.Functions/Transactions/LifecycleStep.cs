using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>What one step of a transaction works on: the rows as read and owned, and the two services it may speak to.</summary>
internal sealed record LifecycleStep(LifecycleInput Input, TransactionRows Rows, ILowCodeApp App, ICreditProvider Provider)
{
    public TransactionState State => Rows.State!;

    public MerchantNumber Number => new(State.Id, State.Attempt);
}
