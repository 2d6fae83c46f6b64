using Billing.Core.Calendar;
using Billing.Core.Transactions.Ports;
using static Billing.Core.Transactions.TransactionEvent;

namespace Billing.Core.Transactions;

/// <summary>
/// What polling found becomes facts and a status (providers §11.1, §11.3 no. 8, 15 to 19, 24, 28). The status is derived from the facts:
/// paid before advanced before issued. A fact that is known is never erased, and an answer older than the last one changes nothing.
/// </summary>
public static class FactRules
{
    /// <param name="askedAt">When the question was sent: the age of the answer.</param>
    public static StateChange Found(TransactionState state, ProviderFacts facts, DateTimeOffset askedAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(facts);
        if (state.LastCheckedAt >= askedAt)
        {
            return StateChange.None(state);
        }

        if (state.ProviderTransactionId is { } known && known != facts.ProviderTransactionId)
        {
            return StateMoves.Alarm(StateChange.None(state with { LastCheckedAt = askedAt }), "other_provider_id", now);
        }

        if (EventOf(facts) is not { } happened)
        {
            return StateMoves.Alarm(StateChange.None(state with { LastCheckedAt = askedAt }), $"unknown_status:{StateMoves.Short(facts.RawStatus)}", now);
        }

        var change = StateMoves.Apply(Filled(state, facts, happened) with { LastCheckedAt = askedAt }, happened, now);
        change = change.State.Status == state.Status ? change : change with { State = change.State with { LastError = null } };
        return Watched(state, facts, change, now);
    }

    /// <summary>The event that the facts amount to; null when the provider's status is unknown.</summary>
    public static TransactionEvent? EventOf(ProviderFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts switch
        {
            { Status: null } => null,
            { Status: TransactionStatus.Cancelled } => FoundCancelled,
            { PaidOn: not null } => FoundPaid,
            { AdvancedOn: not null } => FoundAdvanced,
            _ => EventOf(facts.Status.Value),
        };
    }

    private static TransactionEvent? EventOf(TransactionStatus status) => status switch
    {
        TransactionStatus.CreditChecking => SaidPending,
        TransactionStatus.CreditHeld => SaidHeld,
        TransactionStatus.CreditApproved => SaidApproved,
        TransactionStatus.CreditRejected => SaidRejected,
        TransactionStatus.InvoiceRequested => FoundInvoiceRequested,
        TransactionStatus.InvoiceIssued => FoundIssued,
        TransactionStatus.Advanced => FoundAdvanced,
        TransactionStatus.Paid => FoundPaid,
        _ => null,
    };

    private static TransactionState Filled(TransactionState state, ProviderFacts facts, TransactionEvent happened)
    {
        var requestedOn = facts.InvoiceRequestedOn ?? state.InvoiceRequestedOn;
        return state with
        {
            ProviderTransactionId = facts.ProviderTransactionId,
            CreditReasons = happened is SaidHeld or SaidRejected ? facts.CreditReasons : happened == SaidPending ? state.CreditReasons : [],
            InvoiceRequestedOn = requestedOn,
            ExpectedIssueOn = state.ExpectedIssueOn ?? (requestedOn is { } day ? BankCalendar.NextBusinessDay(day) : null),
            IssuedOn = facts.IssuedOn ?? state.IssuedOn,
            DueOn = facts.DueOn ?? state.DueOn,
            AdvancedOn = facts.AdvancedOn ?? state.AdvancedOn,
            PaidOn = facts.PaidOn ?? state.PaidOn,
            CancelledOn = facts.CancelledOn ?? state.CancelledOn,
            // The contents that were on their way have arrived: the provider knows the transaction by them.
            SentContentHash = state.PendingContentHash ?? state.SentContentHash,
            BilledAmount = state.PendingContentHash is null ? state.BilledAmount : facts.BilledAmount,
            PendingContentHash = null,
        };
    }

    private static StateChange Watched(TransactionState before, ProviderFacts facts, StateChange change, DateTimeOffset now)
    {
        if (before.AdvancedOn is not null && facts.AdvancedOn is null && facts.Status != TransactionStatus.Cancelled)
        {
            change = StateMoves.Alarm(change, "advance_withdrawn", now);
        }

        if (before.BilledAmount is { } asked && facts.BilledAmount is { } there && asked != there && before.PendingContentHash is null)
        {
            // Somebody changed the amount on the provider's screen: what was approved is not what the record says.
            change = StateMoves.Alarm(change with { State = change.State with { SentContentHash = null } }, "amount_differs", now);
        }

        return change;
    }
}
