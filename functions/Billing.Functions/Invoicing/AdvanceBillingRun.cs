using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>Says what is next for a run, after planning it, reviewing it or closing it where that is next.</summary>
internal sealed class AdvanceBillingRun(BillingRunAdvancer advancer)
{
    [Function(nameof(AdvanceBillingRun))]
    public async Task<BillingRunStep> RunAsync([ActivityTrigger] BillingRunInput input, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("advance-billing-run", input.Run);
        return await advancer.AdvanceAsync(input, cancellationToken);
    }
}
