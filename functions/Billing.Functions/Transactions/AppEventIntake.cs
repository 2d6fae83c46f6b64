using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// From an event to command rows (design §3 no. 2). Idempotent at every point: the event stays open until the commit that writes its
/// commands marks it done, and a trigger that was seen active is not taken again until it was seen inactive.
/// </summary>
internal sealed class AppEventIntake(
    ITransactionStore store, ILowCodeApps apps, ICrashPoints crashPoints, TimeProvider time, ILogger<AppEventIntake> logger)
{
    private const int MostConflicts = 8;

    /// <summary>The work that waits for the transaction's orchestration, or null.</summary>
    /// <exception cref="InvalidDataException">The event's app is not configured; it ends as a dead letter.</exception>
    /// <exception cref="LowCodeAppException">The record could not be read; the message is delivered again.</exception>
    public async Task<WaitingWork?> TakeAsync(AppEventMessage message, CancellationToken cancellationToken)
    {
        if (!AppKey.TryParse(message.App, out var key) || !apps.TryGet(key, out var app))
        {
            throw new InvalidDataException("A message of app-events names an app that is not configured.");
        }

        var id = TransactionId.ForRecord(key, message.RecordId);
        if (message.Type == AppEventMessage.Command
            || await store.ClaimEventAsync(id, message.Id, time.GetUtcNow(), cancellationToken) == EventClaim.Done)
        {
            // The command rows are there; whether the orchestration was set going is not known.
            return Waiting(await store.ReadAsync(id, cancellationToken));
        }

        crashPoints.Pass("event-claimed");
        var record = await app.ReadAsync(message.RecordId, cancellationToken);
        return await CommitAsync(id, message, record, cancellationToken);
    }

    private async Task<WaitingWork?> CommitAsync(TransactionId id, AppEventMessage message, AppRecord? record, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var rows = await store.ReadAsync(id, cancellationToken);
            if (record is null && rows.State is null)
            {
                logger.RecordMissing(message.Id, id.Value);
                return null;
            }

            var commit = record is null ? Deleted(rows, message.Id) : IntakeRules.Taken(id, message.RecordId, rows, record, message.Id, time.GetUtcNow());
            if (await store.CommitAsync(commit, cancellationToken))
            {
                logger.EventTaken(message.Id, message.Type, id.Value, commit.NewCommands.Count, record?.Revision ?? 0);
                crashPoints.Pass("command-written");
                return commit.NewCommands.Count > 0 || rows.OpenCommands.Count > 0
                    ? new WaitingWork(commit.State, WasClosed: rows.State?.NextDueAt is null)
                    : null;
            }
        }

        throw new IOException($"The rows of {id} were written by others {MostConflicts} times in a row; the event is taken again.");
    }

    private TransactionCommit Deleted(TransactionRows rows, string eventId)
    {
        var change = TransactionFlow.Deleted(rows.State!, time.GetUtcNow());
        return new TransactionCommit { State = change.State, ExpectedVersion = rows.Version, DoneEvents = [eventId], Timeline = change.Timeline };
    }

    private static WaitingWork? Waiting(TransactionRows rows) =>
        rows is { OpenCommands.Count: > 0, State: { } state } ? new WaitingWork(state, WasClosed: false) : null;
}
