using Billing.Core.Transactions;

namespace Billing.Core.Tests.Transactions;

/// <summary>The whole grid of providers §11.3: one cell for each status and event, written by hand and compared with the code.</summary>
public sealed class TransactionTransitionsTests
{
    // = stays, < returns, ! alarm, x:code refused, otherwise the status that it moves to (by initials below).
    private const string Grid = """
        event                 | Draft | CreditChecking | CreditHeld | CreditApproved | CreditRejected | InvoiceRequesting | InvoiceRequested | InvoiceIssued | Advanced | Paid | Cancelling | Cancelled | OutcomeUnknown | Failed
        AskCreditCheck        | CreditChecking | = | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:already_registered | x:outcome_unknown | CreditChecking
        AskUpdate             | x:not_registered | x:credit_check_running | CreditChecking | CreditChecking | CreditChecking | x:update_window_closed | x:update_window_closed | x:update_window_closed | x:update_window_closed | x:update_window_closed | x:update_window_closed | x:update_window_closed | x:outcome_unknown | x:not_registered
        AskRegisterAnew       | x:not_rejected | x:not_rejected | x:not_rejected | x:not_rejected | CreditChecking | x:not_rejected | x:not_rejected | x:not_rejected | x:not_rejected | x:not_rejected | x:not_rejected | CreditChecking | x:not_rejected | x:not_rejected
        AskInvoice            | x:credit_not_approved | x:credit_not_approved | x:credit_not_approved | InvoiceRequesting | x:credit_not_approved | = | = | = | = | = | x:transaction_cancelled | x:transaction_cancelled | x:outcome_unknown | x:credit_not_approved
        AskCancel             | x:not_registered | x:cancel_window_closed | Cancelling | Cancelling | Cancelling | x:cancel_window_closed | Cancelling | Cancelling | x:cancel_window_closed | x:cancel_window_closed | = | = | x:outcome_unknown | x:not_registered
        AskRefresh            | = | = | = | = | = | = | = | = | = | = | = | = | = | =
        SaidApproved          | ! | CreditApproved | CreditApproved | = | CreditApproved | ! | ! | ! | ! | ! | ! | ! | CreditApproved | CreditApproved
        SaidRejected          | ! | CreditRejected | CreditRejected | CreditRejected | = | ! | ! | ! | ! | ! | ! | ! | CreditRejected | CreditRejected
        SaidHeld              | ! | CreditHeld | = | ! | ! | ! | ! | ! | ! | ! | ! | ! | CreditHeld | CreditHeld
        SaidPending           | ! | = | = | ! | ! | ! | ! | ! | ! | ! | ! | ! | CreditChecking | CreditChecking
        SaidRefused           | ! | < | ! | ! | ! | < | ! | ! | ! | ! | < | ! | < | !
        AnswerLost            | ! | OutcomeUnknown | ! | ! | ! | OutcomeUnknown | ! | ! | ! | ! | OutcomeUnknown | ! | ! | !
        InvoiceAccepted       | ! | ! | ! | ! | ! | InvoiceRequested | = | = | = | = | ! | ! | InvoiceRequested | !
        InvoiceNotFound       | ! | ! | ! | ! | ! | < | ! | ! | ! | ! | ! | ! | < | !
        FoundInvoiceRequested | ! | InvoiceRequested | InvoiceRequested | InvoiceRequested | InvoiceRequested | InvoiceRequested | = | ! | ! | ! | InvoiceRequested | ! | InvoiceRequested | InvoiceRequested
        FoundIssued           | ! | InvoiceIssued | InvoiceIssued | InvoiceIssued | InvoiceIssued | InvoiceIssued | InvoiceIssued | = | ! | ! | InvoiceIssued | ! | InvoiceIssued | InvoiceIssued
        FoundAdvanced         | ! | Advanced | Advanced | Advanced | Advanced | Advanced | Advanced | Advanced | = | ! | Advanced | ! | Advanced | Advanced
        FoundPaid             | ! | Paid | Paid | Paid | Paid | Paid | Paid | Paid | Paid | = | Paid | ! | Paid | Paid
        FoundCancelled        | ! | Cancelled | Cancelled | Cancelled | Cancelled | Cancelled | Cancelled | Cancelled | Cancelled | ! | Cancelled | = | Cancelled | Cancelled
        RecordDeleted         | = | = | = | = | = | = | = | = | = | = | = | = | = | =
        """;

    public static TheoryData<TransactionStatus, TransactionEvent, string> Cells()
    {
        var rows = Grid.Split('\n').Select(row => row.Split('|', StringSplitOptions.TrimEntries)).ToList();
        var cells = new TheoryData<TransactionStatus, TransactionEvent, string>();
        foreach (var row in rows.Skip(1))
        {
            for (var column = 1; column < row.Length; column++)
            {
                cells.Add(Enum.Parse<TransactionStatus>(rows[0][column]), Enum.Parse<TransactionEvent>(row[0]), row[column]);
            }
        }

        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Next_EveryPairOfTheTable_GivesTheTablesAnswer(TransactionStatus from, TransactionEvent happened, string expected) =>
        Assert.Equal(expected, Written(TransactionTransitions.Next(from, happened)));

    [Fact]
    public void Cells_TheGrid_HoldsEveryPairOnce() =>
        Assert.Equal(Enum.GetValues<TransactionStatus>().Length * Enum.GetValues<TransactionEvent>().Length, Cells().Count);

    private static string Written(Transition transition) => transition switch
    {
        Transition.Stay => "=",
        Transition.Return => "<",
        Transition.Alarm => "!",
        Transition.Refuse(var code) => $"x:{code}",
        Transition.Move(var to) => to.ToString(),
        _ => transition.ToString(),
    };
}
