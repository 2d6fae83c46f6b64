using Azure;

using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Functions.Hosting;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Starts runs anew whose instance is gone or failed, because the platform fails an orchestration for good when its turn dies with the process; and
/// those that do not move (design §3 no. 9). The rows say where it stopped.
/// </summary>
internal sealed class BillingRunWatchdog(
    BillingRunStore runs, BillingRunStarter starter, BillingSettings settings, LifecycleSettings lifecycle, TimeProvider time, ILogger<BillingRunWatchdog> logger)
{
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await foreach (var run in runs.UnderWayAsync(cancellationToken))
        {
            if (time.GetUtcNow() - run.Value.ProgressAt >= lifecycle.WatchdogGrace)
            {
                await LookAfterAsync(client, run, cancellationToken);
            }
        }
    }

    private async Task LookAfterAsync(DurableTaskClient client, StoredDocument<BillingRunRow> run, CancellationToken cancellationToken)
    {
        var id = run.Value.Id;
        using var span = Telemetry.Start("billing-watchdog", id.Value);
        try
        {
            var instance = await client.GetInstanceAsync(id.InstanceId, cancellation: cancellationToken);
            if (instance is null || instance.IsCompleted)
            {
                logger.RunOverdue(id.Value, run.Value.ProgressAt, instance?.RuntimeStatus.ToString() ?? "None", "start");
                await starter.StartAsync(client, run, cancellationToken);
            }
            else if (time.GetUtcNow() - run.Value.ProgressAt >= settings.StuckAfter)
            {
                // Started again by the next round, when it has ended.
                logger.RunOverdue(id.Value, run.Value.ProgressAt, instance.RuntimeStatus.ToString(), "terminate");
                await client.TerminateInstanceAsync(id.InstanceId, "watchdog: no progress", cancellationToken);
            }
        }
        catch (DurableClientException fault)
        {
            logger.RunWatchdogFailed(id.Value, fault.Code);
        }
        catch (RequestFailedException fault)
        {
            logger.RunWatchdogFailed(id.Value, $"storage_{fault.Status}");
        }
    }
}
