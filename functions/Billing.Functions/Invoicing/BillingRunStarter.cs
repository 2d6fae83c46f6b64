using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>Starts the orchestration of a run. An instance id is a run: a second start finds the first.</summary>
internal sealed class BillingRunStarter(BillingRunStore runs, IdSource ids, ICrashPoints crashPoints, ILogger<BillingRunStarter> logger)
{
    /// <summary>Starts what goes on by itself; a run that waits, or is done, is left alone.</summary>
    public async Task EnsureRunningAsync(DurableTaskClient client, RunId id, CancellationToken cancellationToken)
    {
        if (await runs.FindAsync(id, cancellationToken) is { } run && RunMoves.IsUnderWay(run.Value.State))
        {
            await StartAsync(client, run, cancellationToken);
        }
    }

    /// <summary>False when an instance exists that has not ended: it reads the rows by itself, and the watchdog starts another if it was in its last turn.</summary>
    public async Task<bool> StartAsync(DurableTaskClient client, StoredDocument<BillingRunRow> run, CancellationToken cancellationToken)
    {
        var id = run.Value.Id;
        var startId = ids.Next(run.Value.StartId);
        var result = await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(BillingRun), new BillingRunInput(id.Value, startId), new StartOrchestrationOptions(id.InstanceId), cancellationToken);
        if (result.AlreadyExists)
        {
            return false;
        }

        logger.RunStarted(id.Value, startId);
        crashPoints.Pass("run-started");
        return true;
    }
}
