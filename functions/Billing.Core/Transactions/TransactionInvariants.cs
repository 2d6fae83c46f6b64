namespace Billing.Core.Transactions;

/// <summary>
/// What must hold whenever a state replaces another one (design §4, providers §11.3 "Invariants"). Checked in production before each
/// commit: a broken one stops that transaction for good and calls a person; it never continues.
/// </summary>
public static class TransactionInvariants
{
    private const string StoppedPrefix = "invariant:";

    /// <summary>Whether this transaction was stopped by a broken invariant.</summary>
    public static bool IsStopped(TransactionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Alarm?.StartsWith(StoppedPrefix, StringComparison.Ordinal) == true;
    }

    /// <summary>The state, stopped: nothing is due any more, and the record says so.</summary>
    public static StateChange Stop(TransactionState state, string code, DateTimeOffset now)
    {
        var stopped = state with { Alarm = StoppedPrefix + code, LastError = Refusals.Of(Refusals.ItemStopped), NextDueAt = null, WrittenHash = null };
        return StateMoves.Note(StateChange.None(stopped), "stopped", $"異常のため停止しました ({code})", $"Stopped after a broken rule ({code})", now);
    }

    /// <summary>The code of the first rule that the change breaks, or null.</summary>
    public static string? Broken(TransactionState before, TransactionState after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return before.Id != after.Id ? "other_transaction"
            : after.Epoch < before.Epoch ? "epoch_went_back"
            : after.Attempt < before.Attempt || after.Attempt > before.Attempt + 1 ? "attempt_jumped"
            : after.LastCheckedAt < before.LastCheckedAt || (before.LastCheckedAt is not null && after.LastCheckedAt is null) ? "check_went_back"
            : after.ProcessedRevision < before.ProcessedRevision ? "revision_went_back"
            : IsSecondRegistration(before, after) ? "second_registration"
            : IsUnapprovedInvoice(before, after) ? "invoice_without_approval"
            : ErasesAFact(before, after) ? "fact_erased"
            : GoesBack(before, after) ? "status_went_back"
            : null;
    }

    // A registration begins where there is no provider's id; an update begins where there is one.
    private static bool IsSecondRegistration(TransactionState before, TransactionState after) =>
        before.Attempt == after.Attempt
        && before.ProviderTransactionId is not null
        && ((after.ProviderTransactionId is not null && after.ProviderTransactionId != before.ProviderTransactionId)
            || (before.Status != TransactionStatus.CreditChecking
                && after.Status == TransactionStatus.CreditChecking
                && after.PendingContentHash is not null
                && (after.FormerStatus is null or TransactionStatus.Draft)));

    private static bool IsUnapprovedInvoice(TransactionState before, TransactionState after) =>
        after.Status == TransactionStatus.InvoiceRequesting
        && before.Status != TransactionStatus.InvoiceRequesting
        && (before.Status != TransactionStatus.CreditApproved
            || before.ProviderTransactionId is null
            || after.BilledAmount is null
            || after.BilledAmount != before.BilledAmount
            || after.SentContentHash is null
            || after.SentContentHash != after.RecordContentHash);

    private static bool ErasesAFact(TransactionState before, TransactionState after) =>
        before.Attempt == after.Attempt
        && ((before.ProviderTransactionId is not null && after.ProviderTransactionId is null)
            || IsErased(before.InvoiceRequestedOn, after.InvoiceRequestedOn)
            || IsErased(before.IssuedOn, after.IssuedOn)
            || IsErased(before.DueOn, after.DueOn)
            || IsErased(before.AdvancedOn, after.AdvancedOn)
            || IsErased(before.PaidOn, after.PaidOn)
            || IsErased(before.CancelledOn, after.CancelledOn));

    private static bool IsErased(DateOnly? before, DateOnly? after) => before is not null && after is null;

    private static bool GoesBack(TransactionState before, TransactionState after) =>
        TransactionTransitions.Rank(after.Status) < TransactionTransitions.Rank(before.Status)
        && !MayGoBack(before, after);

    // No. 9, 10, 13, 14, 23 and 26 of the table; a lost answer returns to where it came from.
    private static bool MayGoBack(TransactionState before, TransactionState after) => before.Status switch
    {
        _ when after.Attempt == before.Attempt + 1 => after.Status == TransactionStatus.CreditChecking,
        TransactionStatus.CreditHeld or TransactionStatus.CreditApproved or TransactionStatus.CreditRejected =>
            after.Status == TransactionStatus.CreditChecking && after.PendingContentHash is not null,
        TransactionStatus.CreditChecking => after.Status == TransactionStatus.Failed && before.ProviderTransactionId is null,
        TransactionStatus.InvoiceRequesting => after.Status is TransactionStatus.CreditApproved or TransactionStatus.OutcomeUnknown,
        TransactionStatus.Cancelling => after.Status == before.FormerStatus || after.Status == TransactionStatus.OutcomeUnknown,
        TransactionStatus.OutcomeUnknown => after.Status == TransactionStatus.Failed,
        _ => false,
    };
}
