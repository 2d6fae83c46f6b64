using Billing.Core.Calendar;
using Billing.Core.Transactions.Ports;
using static Billing.Core.Transactions.TransactionEvent;
using static Billing.Core.Transactions.TransactionStatus;

namespace Billing.Core.Transactions;

/// <summary>
/// What commands and answers make of a transaction's state (providers §11.3). Pure: the caller commits the change under the version it read.
/// What polling finds is <see cref="FactRules"/>.
/// </summary>
public static class TransactionFlow
{
    /// <summary>Intent of 利用照会. <paramref name="anew"/>: under the next attempt, everything of the former one forgotten (no. 10).</summary>
    public static StateChange BeginRegistration(TransactionState state, bool anew, string contentHash, DateTimeOffset now)
    {
        var moved = StateMoves.Require(state, anew ? AskRegisterAnew : AskCreditCheck);
        var fresh = anew ? Forgotten(state) : state;
        return StateMoves.Enter(fresh with { FormerStatus = Draft, PendingContentHash = contentHash }, moved, now);
    }

    /// <summary>Intent of 取引更新.</summary>
    public static StateChange BeginUpdate(TransactionState state, string contentHash, DateTimeOffset now)
    {
        var moved = StateMoves.Require(state, AskUpdate);
        return StateMoves.Enter(state with { FormerStatus = state.Status, PendingContentHash = contentHash }, moved, now);
    }

    /// <summary>Intent of 請求書発行依頼.</summary>
    public static StateChange BeginInvoice(TransactionState state, DateTimeOffset now) =>
        StateMoves.Enter(state with { FormerStatus = state.Status }, StateMoves.Require(state, AskInvoice), now);

    /// <summary>The provider answered 利用照会 or 取引更新, which sent contents of this hash and amount.</summary>
    public static StateChange CreditAnswered(TransactionState state, CreditAnswer answer, string contentHash, long amount, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var lostApproval = state.FormerStatus == CreditApproved && answer.Result == CreditResult.Rejected;
        var known = state with
        {
            ProviderTransactionId = answer.ProviderTransactionId,
            SentContentHash = contentHash,
            BilledAmount = amount,
            PendingContentHash = null,
            CreditReasons = answer.Reasons,
            LastError = null,
            LastCheckedAt = Later(state, now),
        };
        var change = StateMoves.Apply(known, EventOf(answer.Result), now);
        change = lostApproval ? StateMoves.Note(change, "approval_lost", "更新後の審査でNGになり、利用照会OKが取り消されました", "The check after the update rejected what had been approved", now) : change;
        return answer.Unrecognised is { } code ? StateMoves.Alarm(change, $"unknown_code:{StateMoves.Short(code)}", now) : change;
    }

    /// <summary>The invoice request was accepted, or had been before (no. 12, 14).</summary>
    public static StateChange InvoiceAnswered(TransactionState state, InvoiceAnswer answer, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var requestedOn = answer.RequestedOn ?? TokyoTime.DateOf(now);
        return StateMoves.Apply(
            state with { InvoiceRequestedOn = requestedOn, ExpectedIssueOn = BankCalendar.NextBusinessDay(requestedOn), LastError = null, LastCheckedAt = Later(state, now) },
            InvoiceAccepted,
            now);
    }

    /// <summary>What was on its way was refused for good; nothing changed at the provider (no. 6, 13, 23).</summary>
    public static StateChange Refused(TransactionState state, Refusal refusal, DateTimeOffset now) =>
        StateMoves.Apply(state with { PendingContentHash = null, LastError = refusal }, SaidRefused, now);

    /// <summary>The provider says, after a lost answer, that there is no invoice request (no. 14).</summary>
    public static StateChange InvoiceWasNotRequested(TransactionState state, Refusal? refusal, DateTimeOffset now) =>
        StateMoves.Apply(state with { LastError = refusal }, InvoiceNotFound, now);

    /// <summary>An answer was lost, and asking cannot tell what happened: a person decides (no. 7, 14).</summary>
    public static StateChange Lost(TransactionState state, DateTimeOffset now)
    {
        var change = StateMoves.Apply(state with { LastError = Refusals.Of(Refusals.OutcomeUnknown) }, AnswerLost, now);
        return StateMoves.Alarm(change, Refusals.OutcomeUnknown, now);
    }

    /// <summary>The record was deleted in its app: never a cancellation; a person must look when the provider knows of it (no. 27).</summary>
    public static StateChange Deleted(TransactionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.RecordDeleted)
        {
            return StateChange.None(state);
        }

        var change = StateMoves.Note(StateChange.None(state with { RecordDeleted = true }), "record_deleted", "レコードが削除されました", "The record was deleted", now);
        var matters = state.Status is not (Draft or Failed or CreditRejected or Cancelled);
        return matters ? StateMoves.Alarm(change, "record_deleted", now) : change;
    }

    // The answer before may have been taken by a machine whose clock is ahead of this one's: time never goes back.
    private static DateTimeOffset Later(TransactionState state, DateTimeOffset now) =>
        state.LastCheckedAt is { } last && last > now ? last : now;

    private static TransactionEvent EventOf(CreditResult result) => result switch
    {
        CreditResult.Approved => SaidApproved,
        CreditResult.Rejected => SaidRejected,
        CreditResult.Held => SaidHeld,
        CreditResult.Pending => SaidPending,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "Not a credit result."),
    };

    private static TransactionState Forgotten(TransactionState state) => state with
    {
        Attempt = state.Attempt + 1,
        ProviderTransactionId = null,
        CreditReasons = [],
        BilledAmount = null,
        SentContentHash = null,
        InvoiceRequestedOn = null,
        ExpectedIssueOn = null,
        IssuedOn = null,
        DueOn = null,
        AdvancedOn = null,
        PaidOn = null,
        CancelledOn = null,
    };
}
