using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>Daily at 01:00 in Tokyo: from the run day on, starts the run of the last closed month until it has completed (B30).</summary>
internal sealed class BillingRunTimer(BillingRunRequests requests, BillingRunStarter starter)
{
    [Function("BillingRunTimer")]
    public async Task RunAsync([TimerTrigger("0 0 16 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = timer; // one that is past due, or fires twice, does the same
        if (await requests.EnsureDueAsync(cancellationToken) is { } due)
        {
            await starter.EnsureRunningAsync(client, due, cancellationToken);
        }
    }
}
