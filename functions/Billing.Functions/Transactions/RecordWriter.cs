using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Transactions;

/// <summary>
/// Brings the record in line with its transaction: read, compare, one write guarded by the revision that was read; on a conflict read and
/// decide again. Business key: the values themselves; writing them twice is writing them once.
/// </summary>
internal sealed class RecordWriter(
    LifecycleRows lifecycle, ILowCodeApps apps, ICreditProviders providers, ICrashPoints crashPoints, TimeProvider time, ILogger<RecordWriter> logger)
{
    private const int MostConflicts = 5;

    public async Task<AdvanceResult> WriteAsync(LifecycleInput input, CancellationToken cancellationToken)
    {
        try
        {
            for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
            {
                if (await lifecycle.OwnAsync(input, cancellationToken) is not { State: { } state })
                {
                    return AdvanceResult.Ended;
                }

                if (!LifecycleRows.NeedsWriteBack(state) || await TryWriteAsync(input, state, cancellationToken))
                {
                    return AdvanceResult.Again;
                }

                logger.WriteConflict(input.Transaction);
            }
        }
        catch (LowCodeAppException fault)
        {
            logger.ServiceUnavailable(input.Transaction, "app", fault.Code);
        }

        return await lifecycle.PostponeAsync(input, after: null, cancellationToken);
    }

    /// <returns>False on a conflict with another writer of the record.</returns>
    private async Task<bool> TryWriteAsync(LifecycleInput input, TransactionState state, CancellationToken cancellationToken)
    {
        if (!apps.TryGet(state.Id.App, out var app))
        {
            throw new LowCodeAppException("app_unknown", isTransient: true);
        }

        var record = await app.ReadAsync(state.RecordId, cancellationToken);
        var changes = record is null ? null : WriteBackRules.Changes(state, record, Describe(state));
        var result = changes switch
        {
            null => new WriteBackResult.Gone(),
            { Count: 0 } => new WriteBackResult.Written(record!.Revision),
            _ => await app.WriteAsync(state.RecordId, record!.Revision, changes, cancellationToken),
        };
        crashPoints.Pass("record-written");
        switch (result)
        {
            case WriteBackResult.Written(var revision):
                logger.RecordWritten(input.Transaction, changes!.Count, revision);
                await NoteAsync(input, current => Written(current, state, record!, revision), cancellationToken);
                return true;
            case WriteBackResult.Gone:
                await NoteAsync(input, current => TransactionFlow.Deleted(current, time.GetUtcNow()), cancellationToken);
                return true;
            case WriteBackResult.Refused(var code):
                await NoteAsync(input, current => Refused(current, state, code), cancellationToken);
                return true;
            default:
                return false;
        }
    }

    private Func<string, string>? Describe(TransactionState state) =>
        providers.TryGet(state.Id.App, out var provider) ? code => provider.DescribeReason(code).Ja : null;

    private async Task NoteAsync(LifecycleInput input, Func<TransactionState, StateChange> change, CancellationToken cancellationToken)
    {
        await lifecycle.ApplyAsync(input, rows => new StepCommit(change(rows.State!)), cancellationToken);
        crashPoints.Pass("write-back-noted");
    }

    private static StateChange Written(TransactionState current, TransactionState written, AppRecord record, long revision)
    {
        // Our own revision counts as processed only when the one before it was: else a person's edit would be taken for an echo.
        var isOnlyOurs = current.ProcessedRevision == record.Revision;
        return new StateChange(
            current with
            {
                WrittenHash = WriteBackRules.Hash(written),
                WrittenRevision = revision,
                ProcessedRevision = isOnlyOurs ? revision : current.ProcessedRevision,
                ActiveTriggers = current.ActiveTriggers.SequenceEqual(written.ActiveTriggers) ? WriteBackRules.TriggersAfter(written, record) : current.ActiveTriggers,
            },
            []);
    }

    // The app refuses these values for good: a person must mend the form. The values count as written, so that nobody is kept from working.
    private StateChange Refused(TransactionState current, TransactionState written, string code)
    {
        var entry = new TimelineEntry(time.GetUtcNow(), "alarm", $"レコードへ書き込めません ({code})", $"The record cannot be written ({code})", current.Status);
        return new StateChange(current with { WrittenHash = WriteBackRules.Hash(written), Alarm = $"write_back_refused:{code}" }, [entry]);
    }
}
