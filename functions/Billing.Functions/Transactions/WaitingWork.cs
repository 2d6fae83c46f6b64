using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <param name="State">The state as committed with open commands.</param>
/// <param name="WasClosed">The orchestration had closed the row before that commit: where one still exists, it is in its last turn.</param>
internal sealed record WaitingWork(TransactionState State, bool WasClosed);
