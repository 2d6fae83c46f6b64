using Billing.Core.Transactions;
using Billing.Functions.Hosting;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>Starts the orchestration of a transaction, or wakes the one that runs.</summary>
internal sealed class LifecycleStarter(IdSource ids, ICrashPoints crashPoints, TimeProvider time, ILogger<LifecycleStarter> logger)
{
    private static readonly TimeSpan EndingPatience = TimeSpan.FromSeconds(5);

    public async Task EnsureRunningAsync(DurableTaskClient client, WaitingWork work, CancellationToken cancellationToken)
    {
        var id = work.State.Id;
        if (await StartAsync(client, id, ids.Next(work.State.StartId), cancellationToken))
        {
            return;
        }

        // An instance in its last turn hears nothing: wait for its end and start the next one. Should it not end, it is not in its last
        // turn; should it end after the patience, the row is overdue and the watchdog starts it.
        if (work.WasClosed
            && await HasEndedAsync(client, id, cancellationToken)
            && await StartAsync(client, id, ids.Next(work.State.StartId), cancellationToken))
        {
            return;
        }

        await client.RaiseEventAsync(id.InstanceId, TransactionLifecycle.Wake, null, cancellationToken);
    }

    /// <summary>Starts an instance; false when one exists that has not ended.</summary>
    public async Task<bool> StartAsync(DurableTaskClient client, TransactionId id, string startId, CancellationToken cancellationToken)
    {
        var result = await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(TransactionLifecycle), new LifecycleInput(id.Value, startId), new StartOrchestrationOptions(id.InstanceId), cancellationToken);
        if (result.AlreadyExists)
        {
            return false;
        }

        logger.Started(id.Value, startId);
        crashPoints.Pass("orchestration-started");
        return true;
    }

    /// <summary>Waits, for a short time only, until an instance has ended.</summary>
    public async Task<bool> HasEndedAsync(DurableTaskClient client, TransactionId id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(EndingPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return (await client.WaitForInstanceCompletionAsync(id.InstanceId, cancellation: both.Token)).IsCompleted;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (DurableClientException late) when (late.Status is DurableClientStatus.DeadlineExceeded or DurableClientStatus.Cancelled or DurableClientStatus.NotFound)
        {
            return late.Status == DurableClientStatus.NotFound;
        }
    }
}
