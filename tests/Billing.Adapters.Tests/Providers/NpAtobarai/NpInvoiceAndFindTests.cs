using Billing.Adapters.Tests.Http;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Providers.NpAtobarai;

public sealed class NpInvoiceAndFindTests
{
    private static readonly DateOnly Completed = new(2025, 4, 3);

    [Fact]
    public async Task RequestInvoiceAsync_Accepted_GivesTheDate()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok(
            """{"results":[{"np_transaction_id":"25040100001","transaction_status":"INVOICE_REQUESTED","invoice_requested_date":"2025-04-03"}]}"""));

        var answer = await NpKit.Provider(service).RequestInvoiceAsync(NpKit.ProviderId, Completed, CancellationToken.None);

        Assert.Equal(new InvoiceAnswer(Completed, false), Assert.IsType<ProviderAnswer<InvoiceAnswer>.Answered>(answer).Value);
        var request = Assert.Single(service.Requests);
        Assert.Equal(("POST", "/np/v1/invoices"), (request.Method, request.Path));
        Assert.Equal("""{"transactions":[{"np_transaction_id":"25040100001","service_completed_date":"2025-04-03"}]}""", request.Body);
    }

    [Fact]
    public async Task RequestInvoiceAsync_RequestedAlready_IsAnAcceptance()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, NpKit.ProviderId, "E0100115"));

        var answer = await NpKit.Provider(service).RequestInvoiceAsync(NpKit.ProviderId, Completed, CancellationToken.None);

        Assert.True(Assert.IsType<ProviderAnswer<InvoiceAnswer>.Answered>(answer).Value.WasAlreadyRequested);
    }

    [Theory]
    [InlineData("E0100120")]
    [InlineData("E0100113")]
    [InlineData("E0100114")]
    public async Task RequestInvoiceAsync_NotInThisState_IsRefused(string code)
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, NpKit.ProviderId, code));

        var answer = await NpKit.Provider(service).RequestInvoiceAsync(NpKit.ProviderId, Completed, CancellationToken.None);

        Assert.Equal(RefusalClass.State, Assert.IsType<ProviderAnswer<InvoiceAnswer>.Refused>(answer).Refusal.Class);
    }

    [Fact]
    public async Task RequestInvoiceAsync_AnswerLost_IsUnknownAndSentOnce()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Broken);

        Assert.IsType<ProviderAnswer<InvoiceAnswer>.Unknown>(
            await NpKit.Provider(service).RequestInvoiceAsync(NpKit.ProviderId, Completed, CancellationToken.None));
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("CREDIT_PENDING", TransactionStatus.CreditChecking)]
    [InlineData("CREDIT_OK", TransactionStatus.CreditApproved)]
    [InlineData("INVOICE_REQUESTED", TransactionStatus.InvoiceRequested)]
    [InlineData("INVOICE_ISSUED", TransactionStatus.InvoiceIssued)]
    [InlineData("ADVANCED", TransactionStatus.Advanced)]
    [InlineData("PAID", TransactionStatus.Paid)]
    [InlineData("CANCELLED", TransactionStatus.Cancelled)]
    [InlineData("RETURNED", null)]
    public async Task FindAsync_Status_IsMappedOrUnknown(string raw, TransactionStatus? expected)
    {
        await using var service = await FakeService.StartAsync(_ => State(raw));

        var facts = Facts(await NpKit.Provider(service).FindAsync(NpKit.ProviderId, NpKit.Number, CancellationToken.None));

        Assert.Equal((expected, raw), (facts.Status, facts.RawStatus));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task FindAsync_AllDates_AreFactsOfTheirOwn()
    {
        await using var service = await FakeService.StartAsync(_ => State(
            "PAID",
            ""","invoice_requested_date":"2025-04-03","invoice_issue_date":"2025-04-04","payment_due_date":"2025-04-18","customer_payment_date":"2025-04-10","advance_date":null"""));

        var facts = Facts(await NpKit.Provider(service).FindAsync(NpKit.ProviderId, NpKit.Number, CancellationToken.None));

        Assert.Equal(26_950, facts.BilledAmount);
        Assert.Equal(
            (new DateOnly(2025, 4, 3), new DateOnly(2025, 4, 4), new DateOnly(2025, 4, 18), new DateOnly(2025, 4, 10)),
            (facts.InvoiceRequestedOn!.Value, facts.IssuedOn!.Value, facts.DueOn!.Value, facts.PaidOn!.Value));
        Assert.Null(facts.AdvancedOn);
        Assert.Null(facts.CancelledOn);
    }

    [Theory]
    [InlineData("CREDIT_NG", ""","authori_ng":"NG001" """, "20", "NG001", TransactionStatus.CreditRejected)]
    [InlineData("CREDIT_HOLD", ""","authori_hold":["RE009","RE021"]""", "10", "RE009,RE021", TransactionStatus.CreditHeld)]
    public async Task FindAsync_NgOrHold_AsksForTheReasonsToo(string state, string more, string result, string reasons, TransactionStatus expected)
    {
        await using var service = await FakeService.StartAsync(request =>
            request.Path.EndsWith("authorizations/find", StringComparison.Ordinal) ? NpKit.Credit(result, more) : State(state));

        var facts = Facts(await NpKit.Provider(service).FindAsync(NpKit.ProviderId, NpKit.Number, CancellationToken.None));

        Assert.Equal((expected, reasons), (facts.Status, string.Join(",", facts.CreditReasons)));
    }

    [Fact]
    public async Task FindAsync_WithoutProviderId_AsksByMerchantNumber()
    {
        await using var service = await FakeService.StartAsync(_ => State("CREDIT_OK"));

        Facts(await NpKit.Provider(service).FindAsync(null, NpKit.Number, CancellationToken.None));

        Assert.Equal("""{"transactions":[{"shop_transaction_id":"orders-101-1"}]}""", Assert.Single(service.Requests).Body);
    }

    [Fact]
    public async Task FindAsync_NobodyListed_IsNotFound()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok("""{"results":[]}"""));

        Assert.IsType<ProviderAnswer<ProviderFacts>.NotFound>(await NpKit.Provider(service).FindAsync(null, NpKit.Number, CancellationToken.None));
    }

    [Fact]
    public async Task FindAsync_NoSuchTransaction_IsNotFound()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, "orders-101-1", "E0100113"));

        Assert.IsType<ProviderAnswer<ProviderFacts>.NotFound>(await NpKit.Provider(service).FindAsync(null, NpKit.Number, CancellationToken.None));
    }

    [Fact]
    public async Task FindAsync_AnswerAboutAnother_IsUnknownNotNotFound()
    {
        await using var service = await FakeService.StartAsync(_ => State("CREDIT_OK"));

        Assert.IsType<ProviderAnswer<ProviderFacts>.Unknown>(await NpKit.Provider(service).FindAsync("99999999999", NpKit.Number, CancellationToken.None));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAsync_TroubleThenOk_IsRepeated(bool isBroken)
    {
        await using var service = await FakeService.StartAsync(request =>
            request.Number < 3 ? (isBroken ? Answer.Broken : new Answer(503, "{}")) : State("CREDIT_OK"));

        Facts(await NpKit.Provider(service).FindAsync(NpKit.ProviderId, NpKit.Number, CancellationToken.None));

        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task FindAsync_TroubleWithoutEnd_IsUnavailableSinceAskingDoesNothing()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(503, "{}"));

        Assert.IsType<ProviderAnswer<ProviderFacts>.Unavailable>(await NpKit.Provider(service).FindAsync(NpKit.ProviderId, NpKit.Number, CancellationToken.None));
    }

    private static Answer State(string status, string more = "") => Answer.Ok(
        $$"""{"results":[{"shop_transaction_id":"orders-101-1","np_transaction_id":"25040100001","transaction_status":"{{status}}","billed_amount":26950{{more}}}]}""");

    private static ProviderFacts Facts(ProviderAnswer<ProviderFacts> answer) => Assert.IsType<ProviderAnswer<ProviderFacts>.Answered>(answer).Value;
}
