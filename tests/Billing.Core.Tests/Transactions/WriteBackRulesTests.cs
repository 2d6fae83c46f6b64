using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Core.Tests.Transactions;

public sealed class WriteBackRulesTests
{
    private static readonly ActiveTrigger Action = new(CommandKind.CreditCheck, "操作=利用照会", IsAction: true);
    private static readonly ActiveTrigger Process = new(CommandKind.InvoiceRequest, "ステータス=作業完了", IsAction: false);

    [Theory]
    [InlineData(TransactionStatus.Draft, null)]
    [InlineData(TransactionStatus.CreditChecking, "照会中")]
    [InlineData(TransactionStatus.CreditHeld, "保留")]
    [InlineData(TransactionStatus.CreditApproved, "利用照会OK")]
    [InlineData(TransactionStatus.CreditRejected, "利用照会NG")]
    [InlineData(TransactionStatus.InvoiceRequesting, "利用照会OK")]
    [InlineData(TransactionStatus.InvoiceRequested, "請求依頼済")]
    [InlineData(TransactionStatus.InvoiceIssued, "請求書発行済")]
    [InlineData(TransactionStatus.Advanced, "立替済")]
    [InlineData(TransactionStatus.Cancelled, "キャンセル")]
    public void Values_AStatus_IsOneOfTheRecordsLabels(TransactionStatus status, string? label) =>
        Assert.Equal(label, WriteBackRules.Values(Samples.State(status))[WriteBackMeaning.Status]);

    [Fact]
    public void Changes_ThePayment_WritesOnlyItsDate()
    {
        var issued = Samples.Registered(TransactionStatus.InvoiceIssued) with { IssuedOn = new DateOnly(2026, 11, 26), DueOn = new DateOnly(2026, 12, 10) };
        var paid = issued with { Status = TransactionStatus.Paid, PaidOn = new DateOnly(2026, 12, 1) };
        var record = Samples.Record() with { Written = WriteBackRules.Values(issued) };

        Assert.Equal([new KeyValuePair<string, string?>(WriteBackMeaning.PaidOn, "2026-12-01")], WriteBackRules.Changes(paid, record));
    }

    [Fact]
    public void Changes_AnEmptyTextOnTheRecord_IsTheSameAsNothing()
    {
        var record = Samples.Record() with { Written = WriteBackRules.Values(Samples.State()).ToDictionary(value => value.Key, _ => (string?)"") };

        Assert.Empty(WriteBackRules.Changes(Samples.State(), record));
    }

    [Fact]
    public void Changes_AMeaningWithoutAField_IsLeftOut()
    {
        var record = Samples.Record() with { Written = new Dictionary<string, string?> { [WriteBackMeaning.Status] = null } };

        Assert.Equal([WriteBackMeaning.Status], WriteBackRules.Changes(Samples.Registered(TransactionStatus.CreditApproved), record).Keys);
    }

    [Fact]
    public void Changes_AnActionThatWasTaken_IsClearedAndCanBeSetAgain()
    {
        var state = Samples.State() with { ActiveTriggers = [Action.Key, Process.Key] };
        var record = WithAction(Action, Process);

        Assert.Null(WriteBackRules.Changes(state, record)[WriteBackMeaning.Action]);
        Assert.Equal([Process.Key], WriteBackRules.TriggersAfter(state, record));
    }

    [Fact]
    public void Changes_AnActionThatWasNotSeenYet_Stays()
    {
        var state = Samples.State() with { ActiveTriggers = [Process.Key] };

        Assert.DoesNotContain(WriteBackMeaning.Action, WriteBackRules.Changes(state, WithAction(Action, Process)).Keys);
    }

    [Fact]
    public void Values_ARefusal_IsShownBesideTheReasons()
    {
        var state = Samples.Registered(TransactionStatus.CreditRejected) with { CreditReasons = ["NG001"] };

        Assert.Contains("NG001", WriteBackRules.Values(state)[WriteBackMeaning.Reason], StringComparison.Ordinal);
        Assert.Equal(
            "利用照会OKの取引だけが請求書発行依頼できます。（利用照会NG: NG001）", WriteBackRules.Values(state with { LastError = Refusals.Of(Refusals.CreditNotApproved) })[WriteBackMeaning.Reason]);
    }

    [Theory]
    [InlineData("利用可能額を超えています(NG001)", "利用可能額を超えています(NG001)")]
    [InlineData("利用可能額を超えています", "NG001 利用可能額を超えています")]
    public void Values_AReasonWithItsMeaning_ShowsTheCodeOnce(string meaning, string shown)
    {
        var state = Samples.Registered(TransactionStatus.CreditRejected) with { CreditReasons = ["NG001"] };

        Assert.Equal(shown, WriteBackRules.Values(state, _ => meaning)[WriteBackMeaning.Reason]);
    }

    private static AppRecord WithAction(params ActiveTrigger[] triggers) =>
        Samples.Record(triggers: triggers) with { Written = new Dictionary<string, string?> { [WriteBackMeaning.Action] = "利用照会" } };
}
