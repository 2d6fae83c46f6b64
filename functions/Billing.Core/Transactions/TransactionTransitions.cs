using static Billing.Core.Transactions.TransactionEvent;
using static Billing.Core.Transactions.TransactionStatus;

namespace Billing.Core.Transactions;

/// <summary>The transition table of providers §11.3: every pair of status and event has exactly one answer.</summary>
public static class TransactionTransitions
{
    private static readonly Transition Stays = new Transition.Stay();
    private static readonly Transition Returns = new Transition.Return();
    private static readonly Transition Alarms = new Transition.Alarm();

    public static Transition Next(TransactionStatus from, TransactionEvent happened) => happened switch
    {
        AskCreditCheck => OnAskCreditCheck(from),
        AskUpdate => OnAskUpdate(from),
        AskRegisterAnew => from is CreditRejected or Cancelled ? To(CreditChecking) : Refuse(Refusals.NotRejected),
        AskInvoice => OnAskInvoice(from),
        AskCancel => OnAskCancel(from),
        AskRefresh or RecordDeleted => Stays,
        SaidApproved or SaidRejected => OnDecision(from, happened == SaidApproved ? CreditApproved : CreditRejected),
        SaidHeld => OnHeld(from),
        SaidPending => OnPending(from),
        SaidRefused => from is CreditChecking or InvoiceRequesting or Cancelling or OutcomeUnknown ? Returns : Alarms, // no. 6, 13, 23, 26
        AnswerLost => from is CreditChecking or InvoiceRequesting or Cancelling ? To(OutcomeUnknown) : Alarms,
        InvoiceAccepted => OnInvoiceAccepted(from),
        InvoiceNotFound => from is InvoiceRequesting or OutcomeUnknown ? Returns : Alarms, // no. 14, 26
        FoundInvoiceRequested => OnFoundLater(from, InvoiceRequested),
        FoundIssued => OnFoundLater(from, InvoiceIssued),
        FoundAdvanced => OnFoundLater(from, Advanced),
        FoundPaid => OnFoundLater(from, Paid),
        FoundCancelled => OnFoundCancelled(from),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "Not an event of the table."),
    };

    /// <summary>How far along a status is: a later one is never replaced by an earlier one, but by what the table names.</summary>
    public static int Rank(TransactionStatus status) => status switch
    {
        Draft or Failed => 0,
        CreditChecking or OutcomeUnknown => 1,
        CreditHeld => 2,
        CreditApproved or CreditRejected => 3,
        InvoiceRequesting or Cancelling => 4,
        InvoiceRequested => 5,
        InvoiceIssued => 6,
        Advanced => 7,
        Paid => 8,
        Cancelled => 9,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Not a status."),
    };

    private static Transition OnAskCreditCheck(TransactionStatus from) => from switch
    {
        Draft or Failed => To(CreditChecking), // no. 1
        CreditChecking => Stays,
        OutcomeUnknown => Refuse(Refusals.OutcomeUnknown),
        _ => Refuse(Refusals.AlreadyRegistered),
    };

    private static Transition OnAskUpdate(TransactionStatus from) => from switch
    {
        CreditHeld or CreditApproved or CreditRejected => To(CreditChecking), // no. 9
        CreditChecking => Refuse(Refusals.CreditCheckRunning),
        Draft or Failed => Refuse(Refusals.NotRegistered),
        OutcomeUnknown => Refuse(Refusals.OutcomeUnknown),
        _ => Refuse(Refusals.UpdateWindowClosed), // design §5 no. 5
    };

    private static Transition OnAskInvoice(TransactionStatus from) => from switch
    {
        CreditApproved => To(InvoiceRequesting), // no. 11
        InvoiceRequesting or InvoiceRequested or InvoiceIssued or Advanced or Paid => Stays,
        Cancelling or Cancelled => Refuse(Refusals.IsCancelled),
        OutcomeUnknown => Refuse(Refusals.OutcomeUnknown),
        _ => Refuse(Refusals.CreditNotApproved),
    };

    private static Transition OnAskCancel(TransactionStatus from) => from switch
    {
        CreditHeld or CreditApproved or CreditRejected or InvoiceRequested or InvoiceIssued => To(Cancelling), // no. 20, 21
        Cancelling or Cancelled => Stays,
        OutcomeUnknown => Refuse(Refusals.OutcomeUnknown),
        Draft or Failed => Refuse(Refusals.NotRegistered),
        _ => Refuse(Refusals.CancelWindowClosed),
    };

    private static Transition OnDecision(TransactionStatus from, TransactionStatus decided) => from switch
    {
        CreditChecking or CreditHeld or OutcomeUnknown or Failed => To(decided), // no. 2, 3, 8, 26
        CreditApproved or CreditRejected => from == decided ? Stays : To(decided), // decided anew on the provider's screen, no. 19
        _ => Alarms,
    };

    private static Transition OnHeld(TransactionStatus from) => from switch
    {
        CreditChecking or OutcomeUnknown or Failed => To(CreditHeld), // no. 4
        CreditHeld => Stays,
        _ => Alarms,
    };

    private static Transition OnPending(TransactionStatus from) => from switch
    {
        CreditChecking or CreditHeld => Stays, // no. 5; a hold that is being reviewed is still a hold
        OutcomeUnknown or Failed => To(CreditChecking),
        _ => Alarms,
    };

    private static Transition OnInvoiceAccepted(TransactionStatus from) => from switch
    {
        InvoiceRequesting or OutcomeUnknown => To(InvoiceRequested), // no. 12, 14
        InvoiceRequested or InvoiceIssued or Advanced or Paid => Stays,
        _ => Alarms,
    };

    private static Transition OnFoundLater(TransactionStatus from, TransactionStatus found) => from switch
    {
        Draft or Cancelled => Alarms,
        Failed or OutcomeUnknown or Cancelling => To(found),
        _ when from == found => Stays,
        _ when Rank(from) < Rank(found) => To(found), // no. 15 to 17, 19
        _ => Alarms, // no. 28: going back
    };

    private static Transition OnFoundCancelled(TransactionStatus from) => from switch
    {
        Cancelled => Stays,
        Draft or Paid => Alarms,
        _ => To(Cancelled), // no. 22, 24
    };

    private static Transition.Move To(TransactionStatus status) => new(status);

    private static Transition.Refuse Refuse(string code) => new(code);
}
