using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// The orchestration's way to the rows: it reads only what it owns and writes only what keeps the invariants. Ownership: the row names the
/// start it belongs to; a newer start takes over and raises the epoch, an older one is a straggler and changes nothing (design §3 no. 9).
/// </summary>
internal sealed class LifecycleRows(ITransactionStore store, LifecycleSettings settings, TimeProvider time, ILogger<LifecycleRows> logger)
{
    private const int MostConflicts = 8;

    /// <summary>The rows, owned by this start; null when there are none or a newer start owns them.</summary>
    public async Task<TransactionRows?> OwnAsync(LifecycleInput input, CancellationToken cancellationToken)
    {
        var id = TransactionId.Parse(input.Transaction);
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var rows = await store.ReadAsync(id, cancellationToken);
            if (rows.State is null || string.CompareOrdinal(input.StartId, rows.State.StartId) < 0)
            {
                logger.Superseded(input.Transaction, input.StartId);
                return null;
            }

            if (input.StartId == rows.State.StartId)
            {
                return rows;
            }

            var owned = rows.State with { StartId = input.StartId, Epoch = rows.State.Epoch + 1, ProgressAt = time.GetUtcNow() };
            await store.CommitAsync(new TransactionCommit { State = owned, ExpectedVersion = rows.Version }, cancellationToken);
        }

        throw Contended(id);
    }

    /// <summary>Writes a step's result; false when the rows were written by others in the meantime: read and decide again.</summary>
    public Task<bool> CommitAsync(TransactionRows rows, StepCommit commit, CancellationToken cancellationToken)
    {
        var before = rows.State!;
        var now = time.GetUtcNow();
        var change = commit.Change;
        if (TransactionInvariants.Broken(before, change.State) is { } rule)
        {
            // Nothing of the change is taken over but what happened outside; the item stops for a person, or stays stopped as it was.
            change = TransactionInvariants.IsStopped(before) ? new StateChange(before, []) : TransactionInvariants.Stop(before, rule, now);
        }

        if (change.State.Alarm is { } alarm && alarm != before.Alarm)
        {
            logger.Alarm(before.Id.Value, alarm);
        }

        var next = change.State with
        {
            ProgressAt = now,
            // A command's end is shown even where no value changes: its action field has to be cleared.
            WrittenHash = commit.Closed.Count > 0 ? null : change.State.WrittenHash,
        };
        next = next with { NextDueAt = commit.Closes ? null : commit.DueAt ?? DueAt(next, rows.OpenCommands.Count - commit.Closed.Count, now) };
        return store.CommitAsync(
            new TransactionCommit
            {
                State = next,
                ExpectedVersion = rows.Version,
                ClosedCommands = commit.Closed,
                Effects = commit.Effects,
                Timeline = change.Timeline,
                StatusChanged = next.Status != before.Status,
            },
            cancellationToken);
    }

    /// <summary>Commits what came of a call that cannot be unmade: on a conflict the rows are read again and it is applied to them.</summary>
    /// <param name="decide">The commit for the rows as they are, or null when it no longer applies.</param>
    /// <returns>False when this start does not own the rows any more, or it no longer applied.</returns>
    public async Task<bool> ApplyAsync(LifecycleInput input, Func<TransactionRows, StepCommit?> decide, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            if (await OwnAsync(input, cancellationToken) is not { } rows || decide(rows) is not { } commit)
            {
                return false;
            }

            if (await CommitAsync(rows, commit, cancellationToken))
            {
                return true;
            }
        }

        throw Contended(TransactionId.Parse(input.Transaction));
    }

    /// <summary>Nothing could be done now: the row is due later, and the orchestration sleeps until then with a growing delay.</summary>
    public async Task<AdvanceResult> PostponeAsync(LifecycleInput input, TimeSpan? after, CancellationToken cancellationToken)
    {
        var dueAt = time.GetUtcNow() + (after ?? settings.DelayAfter(input.Failures));
        await ApplyAsync(input, rows => new StepCommit(new StateChange(rows.State!, [])) { DueAt = dueAt }, cancellationToken);
        return AdvanceResult.Retry(dueAt);
    }

    public static bool NeedsWriteBack(TransactionState state) =>
        !state.RecordDeleted && state.WrittenHash != WriteBackRules.Hash(state);

    private DateTimeOffset DueAt(TransactionState state, int openCommands, DateTimeOffset now) =>
        openCommands > 0 || NeedsWriteBack(state) ? now : settings.Plan.NextAt(state, now) ?? now;

    private static IOException Contended(TransactionId id) =>
        new($"The rows of {id} were written by others {MostConflicts} times in a row; the step is taken again.");
}
