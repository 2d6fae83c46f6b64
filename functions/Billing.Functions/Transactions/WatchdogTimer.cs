using Billing.Functions.Invoicing;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>Looks for billing runs and transactions that should have moved by now (design §3 no. 9).</summary>
internal sealed class WatchdogTimer(Watchdog watchdog, BillingRunWatchdog billing)
{
    [Function("WatchdogTimer")]
    public async Task RunAsync([TimerTrigger("*/15 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        _ = timer; // a run that is past due does the same
        await watchdog.RunAsync(client, cancellationToken);
        await billing.RunAsync(client, cancellationToken);
    }
}
