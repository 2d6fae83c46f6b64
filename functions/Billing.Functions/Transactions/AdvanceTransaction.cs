using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>Takes one step of a transaction: at most one effect that leaves the building.</summary>
internal sealed class AdvanceTransaction(TransactionAdvancer advancer)
{
    [Function(nameof(AdvanceTransaction))]
    public async Task<AdvanceResult> RunAsync([ActivityTrigger] LifecycleInput input, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("advance", input.Transaction);
        return await advancer.AdvanceAsync(input, cancellationToken);
    }
}
