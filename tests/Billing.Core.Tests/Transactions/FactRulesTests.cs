using Billing.Core.Transactions;

namespace Billing.Core.Tests.Transactions;

public sealed class FactRulesTests
{
    private static readonly DateOnly Issued = new(2026, 11, 26);
    private static readonly DateOnly Due = new(2026, 12, 10);
    private static readonly DateOnly AdvancedOn = new(2026, 12, 15);
    private static readonly DateOnly PaidOn = new(2026, 12, 5);

    [Fact]
    public void Found_Issued_TakesItsDates()
    {
        var state = Found(Samples.Registered(TransactionStatus.InvoiceRequested), TransactionStatus.InvoiceIssued, Issued, Due);

        Assert.Equal((TransactionStatus.InvoiceIssued, Issued, Due), (state.Status, state.IssuedOn, state.DueOn));
    }

    [Fact]
    public void Found_PaidBeforeAdvanced_IsPaidAndTakesTheAdvanceLater()
    {
        var paid = Found(Samples.Registered(TransactionStatus.InvoiceIssued) with { IssuedOn = Issued }, TransactionStatus.Paid, Issued, Due, paidOn: PaidOn);
        var both = FactRules.Found(paid, Samples.Facts(TransactionStatus.Paid, Issued, Due, AdvancedOn, PaidOn), Samples.Now.AddHours(1), Samples.Now.AddHours(1));

        Assert.Equal((TransactionStatus.Paid, null), (paid.Status, paid.AdvancedOn));
        Assert.Equal((TransactionStatus.Paid, AdvancedOn, null), (both.State.Status, both.State.AdvancedOn, both.State.Alarm));
    }

    [Fact]
    public void Found_ALaterStateDirectly_FillsTheSkippedFacts()
    {
        var state = Found(Samples.Registered(TransactionStatus.CreditApproved), TransactionStatus.Paid, Issued, Due, AdvancedOn, PaidOn);

        Assert.Equal((TransactionStatus.Paid, Issued, Due, AdvancedOn, PaidOn), (state.Status, state.IssuedOn, state.DueOn, state.AdvancedOn, state.PaidOn));
    }

    [Fact]
    public void Found_AnAnswerOlderThanTheLast_ChangesNothing()
    {
        var state = Samples.Registered(TransactionStatus.InvoiceIssued) with { IssuedOn = Issued, LastCheckedAt = Samples.Now };

        var change = FactRules.Found(state, Samples.Facts(TransactionStatus.Paid, paidOn: PaidOn), Samples.Now.AddSeconds(-1), Samples.Now.AddMinutes(1));

        Assert.Equal(state, change.State);
        Assert.Empty(change.Timeline);
    }

    [Fact]
    public void Found_PaymentReversed_StaysAndRaisesAnAlarm()
    {
        var state = Samples.Registered(TransactionStatus.Paid) with { IssuedOn = Issued, PaidOn = PaidOn };

        var found = Found(state, TransactionStatus.InvoiceIssued, Issued, Due);

        Assert.Equal((TransactionStatus.Paid, PaidOn, "status_went_back"), (found.Status, found.PaidOn, found.Alarm));
    }

    [Fact]
    public void Found_AdvanceWithdrawn_KeepsTheFactAndRaisesAnAlarm()
    {
        var state = Samples.Registered(TransactionStatus.Paid) with { PaidOn = PaidOn, AdvancedOn = AdvancedOn };

        var found = Found(state, TransactionStatus.Paid, Issued, Due, paidOn: PaidOn);

        Assert.Equal((AdvancedOn, "advance_withdrawn"), (found.AdvancedOn, found.Alarm));
    }

    [Fact]
    public void Found_AnUnknownStatus_LeavesTheStatusAndRaisesAnAlarm()
    {
        var found = Found(Samples.Registered(TransactionStatus.CreditApproved), null);

        Assert.Equal((TransactionStatus.CreditApproved, "unknown_status:WHAT_IS_THIS"), (found.Status, found.Alarm));
    }

    [Fact]
    public void Found_AnotherTransactionsId_IsNotTakenOver()
    {
        var change = FactRules.Found(
            Samples.Registered(TransactionStatus.CreditApproved), Samples.Facts(TransactionStatus.Paid, paidOn: PaidOn) with { ProviderTransactionId = "26112599999" },
            Samples.Now, Samples.Now);

        Assert.Equal((TransactionStatus.CreditApproved, "other_provider_id", null), (change.State.Status, change.State.Alarm, change.State.PaidOn));
    }

    [Fact]
    public void Found_AnotherAmountOnTheProvidersScreen_MayNotBeInvoicedBeforeAnUpdate()
    {
        var change = FactRules.Found(
            Samples.Registered(TransactionStatus.CreditApproved), Samples.Facts(TransactionStatus.CreditApproved) with { BilledAmount = 5 }, Samples.Now, Samples.Now);

        Assert.Equal("amount_differs", change.State.Alarm);
        Assert.Equal(
            Refusals.UpdateFirst,
            Assert.IsType<CommandDecision.Refuse>(
                CommandRules.Decide(change.State, Samples.Command(CommandKind.InvoiceRequest), Samples.Record(), [], Samples.Profile)).Refusal.Code);
    }

    [Fact]
    public void Found_ARegistrationWhoseAnswerWasLost_KnowsWhatWasSent()
    {
        var begun = TransactionFlow.BeginRegistration(Samples.State(), anew: false, Samples.Hash, Samples.Now.AddMinutes(-5)).State;

        var found = Found(begun, TransactionStatus.CreditApproved);

        Assert.Equal((TransactionStatus.CreditApproved, "26112500001", Samples.Hash, 11_000L), (found.Status, found.ProviderTransactionId, found.SentContentHash, found.BilledAmount));
    }

    [Fact]
    public void Found_TheSameAgain_KeepsARefusalOnTheRecord()
    {
        var state = Samples.Registered(TransactionStatus.CreditApproved) with { LastError = Refusals.Of(Refusals.UpdateFirst) };

        Assert.Equal(Refusals.UpdateFirst, Found(state, TransactionStatus.CreditApproved).LastError?.Code);
    }

    private static TransactionState Found(
        TransactionState state, TransactionStatus? status, DateOnly? issuedOn = null, DateOnly? dueOn = null, DateOnly? advancedOn = null, DateOnly? paidOn = null) =>
        FactRules.Found(state, Samples.Facts(status, issuedOn, dueOn, advancedOn, paidOn), Samples.Now, Samples.Now).State;
}
