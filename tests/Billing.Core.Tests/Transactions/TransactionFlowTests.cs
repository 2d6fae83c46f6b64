using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Core.Tests.Transactions;

public sealed class TransactionFlowTests
{
    [Fact]
    public void CreditAnswered_RejectedAfterAnUpdate_LosesTheApprovalWithAWarning()
    {
        var begun = TransactionFlow.BeginUpdate(Samples.Registered(TransactionStatus.CreditApproved), "new", Samples.Now).State;

        var change = TransactionFlow.CreditAnswered(begun, Answer(CreditResult.Rejected, "NG001"), "new", 60_000, Samples.Now);

        Assert.Equal(TransactionStatus.CreditRejected, change.State.Status);
        Assert.Equal(["NG001"], change.State.CreditReasons);
        Assert.Contains(change.Timeline, entry => entry is { Code: "credit_rejected", MessageJa: "利用照会NG (NG001)" });
        Assert.Contains(change.Timeline, entry => entry.Code == "approval_lost");
    }

    [Fact]
    public void CreditAnswered_AnUnknownCode_IsPendingWithAnAlarmNeverApproved()
    {
        var begun = TransactionFlow.BeginRegistration(Samples.State(), anew: false, Samples.Hash, Samples.Now).State;

        var change = TransactionFlow.CreditAnswered(begun, Answer(CreditResult.Pending) with { Unrecognised = "77" }, Samples.Hash, 11_000, Samples.Now);

        Assert.Equal((TransactionStatus.CreditChecking, "unknown_code:77"), (change.State.Status, change.State.Alarm));
    }

    [Fact]
    public void Refused_AFirstRegistration_Fails()
    {
        var begun = TransactionFlow.BeginRegistration(Samples.State(), anew: false, Samples.Hash, Samples.Now).State;

        var state = TransactionFlow.Refused(begun, Refusals.Of(Refusals.ContentInvalid), Samples.Now).State;

        Assert.Equal((TransactionStatus.Failed, null, Refusals.ContentInvalid), (state.Status, state.PendingContentHash, state.LastError?.Code));
    }

    [Fact]
    public void Refused_AnUpdate_LeavesTheFormerApprovalForTheFormerContents()
    {
        var begun = TransactionFlow.BeginUpdate(Samples.Registered(TransactionStatus.CreditApproved), "new", Samples.Now).State;

        var state = TransactionFlow.Refused(begun, Refusals.Of(Refusals.ContentInvalid), Samples.Now).State;

        Assert.Equal((TransactionStatus.CreditApproved, Samples.Hash), (state.Status, state.SentContentHash));
    }

    [Fact]
    public void BeginRegistration_Anew_ForgetsTheFormerAttempt()
    {
        var before = Samples.Registered(TransactionStatus.CreditRejected) with { CreditReasons = ["NG001"] };

        var state = TransactionFlow.BeginRegistration(before, anew: true, Samples.Hash, Samples.Now).State;

        Assert.Equal((2, null, TransactionStatus.CreditChecking), (state.Attempt, state.ProviderTransactionId, state.Status));
        Assert.Empty(state.CreditReasons);
        Assert.Null(TransactionInvariants.Broken(before, state));
    }

    [Fact]
    public void InvoiceAnswered_AFriday_ExpectsTheInvoiceOnMonday()
    {
        var begun = TransactionFlow.BeginInvoice(Samples.Registered(TransactionStatus.CreditApproved), Samples.Now).State;

        var state = TransactionFlow.InvoiceAnswered(begun, new InvoiceAnswer(new DateOnly(2026, 11, 27), false), Samples.Now).State;

        Assert.Equal((TransactionStatus.InvoiceRequested, new DateOnly(2026, 11, 30)), (state.Status, state.ExpectedIssueOn));
    }

    [Fact]
    public void Lost_ARegistration_CallsAPersonAndCanBeFoundLater()
    {
        var lost = TransactionFlow.Lost(TransactionFlow.BeginRegistration(Samples.State(), anew: false, Samples.Hash, Samples.Now).State, Samples.Now).State;
        var found = FactRules.Found(lost, Samples.Facts(TransactionStatus.CreditApproved), Samples.Now.AddHours(1), Samples.Now.AddHours(1)).State;

        Assert.Equal((TransactionStatus.OutcomeUnknown, "outcome_unknown", "照会中"), (lost.Status, lost.Alarm, StatusLabels.OnRecord(lost)));
        Assert.Equal((TransactionStatus.CreditApproved, null, null), (found.Status, found.Alarm, found.LastError));
    }

    [Theory]
    [InlineData(TransactionStatus.CreditApproved, "record_deleted")]
    [InlineData(TransactionStatus.Draft, null)]
    public void Deleted_NeverCancels_AlarmsWhenTheProviderKnowsOfIt(TransactionStatus status, string? alarm)
    {
        var state = TransactionFlow.Deleted(Samples.Registered(status), Samples.Now).State;

        Assert.Equal((status, true, alarm), (state.Status, state.RecordDeleted, state.Alarm));
    }

    [Fact]
    public void BeginInvoice_WithoutApproval_IsABug() =>
        Assert.Throws<InvalidOperationException>(() => TransactionFlow.BeginInvoice(Samples.Registered(TransactionStatus.CreditHeld), Samples.Now));

    private static CreditAnswer Answer(CreditResult result, params string[] reasons) => new("26112500001", result, reasons, Samples.Now);
}
