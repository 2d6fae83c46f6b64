using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Core.Tests.Transactions;

public sealed class CommandRulesTests
{
    [Fact]
    public void Decide_CreditCheckOfADraft_RegistersItsContents() =>
        Assert.Equal(new CommandDecision.Register(false, Samples.Hash, 11_000), Decide(Samples.State(), CommandKind.CreditCheck));

    [Fact]
    public void Decide_FaultyContents_NamesEveryFaultAndField()
    {
        var faults = new[]
        {
            new ContentFault("Phone", "phone_digits", "10桁か11桁にしてください。", "Use 10 or 11 digits."),
            new ContentFault("PostalCode", "zip_form", "7桁にしてください。", "Use 7 digits."),
        };

        var refusal = Refusal(CommandRules.Decide(Samples.State(), Samples.Command(CommandKind.CreditCheck), Samples.Record(), faults, Samples.Profile));

        Assert.Equal(Refusals.ContentInvalid, refusal.Code);
        Assert.Equal("Phone", refusal.Field);
        Assert.Equal("電話番号: 10桁か11桁にしてください。 郵便番号: 7桁にしてください。", refusal.MessageJa);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("100.5")]
    [InlineData("9999999999999")]
    [InlineData(null)]
    public void Decide_AnAmountThatIsNotWholeYenAboveZero_IsRefusedNotRounded(string? total)
    {
        var order = Samples.Order with { Total = total is null ? null : decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture) };

        Assert.Equal(Refusals.ContentInvalid, Refusal(Decide(Samples.State(), CommandKind.CreditCheck, order)).Code);
    }

    [Fact]
    public void Decide_InvoiceOfChangedContents_AsksForAnUpdateFirst()
    {
        var refusal = Refusal(Decide(Samples.Registered(TransactionStatus.CreditApproved), CommandKind.InvoiceRequest, Samples.Order with { Address = "大阪市" }));

        Assert.Equal(Refusals.UpdateFirst, refusal.Code);
        Assert.Contains("先に取引更新を行ってください", refusal.MessageJa, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_InvoiceOfAnotherAmountThanApproved_AsksForAnUpdateFirst() =>
        Assert.Equal(
            Refusals.UpdateFirst,
            Refusal(Decide(Samples.Registered(TransactionStatus.CreditApproved) with { BilledAmount = 10_999 }, CommandKind.InvoiceRequest)).Code);

    [Fact]
    public void Decide_InvoiceBeforeTheServiceIsDone_NamesTheField()
    {
        var refusal = Refusal(Decide(Samples.Registered(TransactionStatus.CreditApproved), CommandKind.InvoiceRequest, Samples.Order with { ServiceCompletedOn = null }));

        Assert.Equal((Refusals.ServiceNotCompleted, "ServiceCompletedOn"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void Decide_InvoiceWithTheDayOfCompletionEnteredLater_IsCarriedOut() =>
        Assert.IsType<CommandDecision.RequestInvoice>(
            Decide(Samples.Registered(TransactionStatus.CreditApproved), CommandKind.InvoiceRequest, Samples.Order with { ServiceCompletedOn = new DateOnly(2026, 11, 30) }));

    [Fact]
    public void Decide_UpdateWithoutAChange_HasNothingToDo() =>
        Assert.IsType<CommandDecision.Nothing>(Decide(Samples.Registered(TransactionStatus.CreditApproved), CommandKind.Update));

    [Fact]
    public void Decide_UpdateOfARejectedOneWhereTheProviderCannot_IsRefused() =>
        Assert.Equal(
            Refusals.UpdateUnsupported,
            Refusal(CommandRules.Decide(
                Samples.Registered(TransactionStatus.CreditRejected), Samples.Command(CommandKind.Update), Samples.Record(Samples.Order with { Total = 9_000m }), [],
                Samples.Profile with { CanUpdateRejected = false })).Code);

    [Theory]
    [InlineData(TransactionStatus.InvoiceRequested)]
    [InlineData(TransactionStatus.InvoiceIssued)]
    [InlineData(TransactionStatus.Paid)]
    public void Decide_UpdateAfterTheInvoiceRequest_IsOutsideTheWindow(TransactionStatus status) =>
        Assert.Equal(Refusals.UpdateWindowClosed, Refusal(Decide(Samples.Registered(status), CommandKind.Update, Samples.Order with { Total = 9_000m })).Code);

    [Fact]
    public void Decide_Cancel_PointsToTheProvidersScreen() =>
        Assert.Equal(Refusals.CancelUnsupported, Refusal(Decide(Samples.Registered(TransactionStatus.CreditApproved), CommandKind.Cancel)).Code);

    [Fact]
    public void Decide_ADeletedRecord_IsRefused() =>
        Assert.Equal(Refusals.RecordDeleted, Refusal(CommandRules.Decide(Samples.State(), Samples.Command(CommandKind.CreditCheck), null, [], Samples.Profile)).Code);

    [Fact]
    public void Decide_ACommandRefusedBefore_KeepsItsReason()
    {
        var missing = new Refusal("permission_missing", "権限がありません。", "Not permitted.");

        Assert.Equal(missing, Refusal(CommandRules.Decide(
            Samples.State(), Samples.Command(CommandKind.CreditCheck) with { RefusedWith = missing }, Samples.Record(), [], Samples.Profile)));
    }

    [Fact]
    public void Decide_AStoppedItem_RefusesEverything() =>
        Assert.Equal(
            Refusals.ItemStopped,
            Refusal(Decide(TransactionInvariants.Stop(Samples.State(), "status_went_back", Samples.Now).State, CommandKind.CreditCheck)).Code);

    [Fact]
    public void Decide_RefreshOfWhatTheProviderKnows_AsksNow() =>
        Assert.IsType<CommandDecision.Ask>(Decide(Samples.Registered(TransactionStatus.InvoiceIssued), CommandKind.Refresh));

    [Fact]
    public void Decide_RefreshOfADraft_HasNothingToDo() => Assert.IsType<CommandDecision.Nothing>(Decide(Samples.State(), CommandKind.Refresh));

    [Fact]
    public void Of_EveryCode_HasBothTexts() => Assert.All(Refusals.Codes, code =>
    {
        Assert.Equal(code, Refusals.Of(code).Code);
        Assert.Matches(@"\p{IsHiragana}", Refusals.Of(code).MessageJa);
        Assert.Matches("^[ -~]+$", Refusals.Of(code).MessageEn);
    });

    private static CommandDecision Decide(TransactionState state, CommandKind kind, OrderContent? order = null) =>
        CommandRules.Decide(state, Samples.Command(kind), Samples.Record(order), [], Samples.Profile);

    private static Refusal Refusal(CommandDecision decision) => Assert.IsType<CommandDecision.Refuse>(decision).Refusal;
}
