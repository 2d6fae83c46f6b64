using Azure;

using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>
/// Wakes what is overdue; what does not move then is terminated and started again under the same id, once its row belongs to the new start.
/// What has no living instance is started at once. Every row is looked after for itself: one that fails keeps no other waiting.
/// </summary>
internal sealed class Watchdog(
    ITransactionStore store, LifecycleStarter starter, IdSource ids, LifecycleSettings settings, TimeProvider time, ILogger<Watchdog> logger)
{
    private const int MostRows = 500;

    /// <summary>One run ends before the next one but a few begins; what is left is found again.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var begun = time.GetUtcNow();
        var rows = 0;
        await foreach (var id in store.FindDueAsync(begun - settings.WatchdogGrace, cancellationToken))
        {
            if (++rows > MostRows || time.GetUtcNow() - begun > LongestRun)
            {
                return;
            }

            await LookAfterAsync(client, id, cancellationToken);
        }
    }

    private async Task LookAfterAsync(DurableTaskClient client, TransactionId id, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("watchdog", id.Value);
        try
        {
            var rows = await store.ReadAsync(id, cancellationToken);
            if (rows.State is not { } state)
            {
                return; // the index row was written before a state row that never came; it is repaired by the next commit
            }

            var overdue = time.GetUtcNow() - state.NextDueAt;
            await (overdue >= settings.WatchdogGrace ? ReviveAsync(client, rows, overdue.Value, cancellationToken) : RepairAsync(rows, cancellationToken));
        }
        catch (DurableClientException fault)
        {
            logger.WatchdogFailed(id.Value, fault.Code);
        }
        catch (RequestFailedException fault)
        {
            logger.WatchdogFailed(id.Value, $"storage_{fault.Status}");
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or FormatException)
        {
            // Busy rows, or rows that cannot be read: the others must not wait for them.
            logger.WatchdogFailed(id.Value, fault is IOException ? "io" : "row_unreadable");
        }
    }

    // The index says due, the row does not: the commit that moved it on was written but its index row was lost, or is older.
    private async Task RepairAsync(TransactionRows rows, CancellationToken cancellationToken)
    {
        if (await store.CommitAsync(new TransactionCommit { State = rows.State!, ExpectedVersion = rows.Version }, cancellationToken))
        {
            logger.IndexRepaired(rows.State!.Id.Value);
        }
    }

    private async Task ReviveAsync(DurableTaskClient client, TransactionRows rows, TimeSpan overdue, CancellationToken cancellationToken)
    {
        var state = rows.State!;
        var instance = await client.GetInstanceAsync(state.Id.InstanceId, cancellation: cancellationToken);
        var status = instance?.RuntimeStatus.ToString() ?? "None";
        if (instance is null || instance.IsCompleted)
        {
            logger.Overdue(state.Id.Value, state.NextDueAt!.Value, status, "start");
            await RestartAsync(client, rows, cancellationToken);
        }
        else if (overdue < settings.WatchdogGrace * 2)
        {
            logger.Overdue(state.Id.Value, state.NextDueAt!.Value, status, "wake");
            await client.RaiseEventAsync(state.Id.InstanceId, TransactionLifecycle.Wake, null, cancellationToken);
        }
        else if (time.GetUtcNow() - state.ProgressAt >= settings.WatchdogGrace)
        {
            logger.Overdue(state.Id.Value, state.NextDueAt!.Value, status, "terminate");
            await client.TerminateInstanceAsync(state.Id.InstanceId, "watchdog: no progress", cancellationToken);
            if (await starter.HasEndedAsync(client, state.Id, cancellationToken))
            {
                await RestartAsync(client, rows, cancellationToken);
            }
        }
    }

    // The row belongs to the new start before that begins: whatever of the old one is still on its way changes nothing.
    private async Task RestartAsync(DurableTaskClient client, TransactionRows rows, CancellationToken cancellationToken)
    {
        var state = rows.State!;
        var startId = ids.Next(state.StartId);
        var owned = state with { StartId = startId, Epoch = state.Epoch + 1 };
        if (await store.CommitAsync(new TransactionCommit { State = owned, ExpectedVersion = rows.Version }, cancellationToken))
        {
            await starter.StartAsync(client, state.Id, startId, cancellationToken);
        }
    }
}
