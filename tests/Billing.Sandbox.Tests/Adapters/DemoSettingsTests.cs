using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Adapters.Apps;
using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Sandbox.Demo;
using Billing.Sandbox.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Testing;

namespace Billing.Sandbox.Tests.Adapters;

/// <summary>
/// The product's own adapters against the stand-ins, with the demo's settings as <c>localhost.json</c> has them: what one sends the other
/// understands. The stand-ins know nothing of the adapters; both follow the references.
/// </summary>
public sealed class DemoSettingsTests : SandboxTest
{
    [Fact]
    public async Task Settings_OfTheDemo_AreValidAndFitTheForm()
    {
        Assert.Empty(ConnectorServices.ValidateSettings(Settings()));

        Assert.Empty(await App().CheckFormAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("A様", CreditResult.Approved)]
    [InlineData("B様", CreditResult.Rejected)]
    [InlineData("C様", CreditResult.Held)]
    [InlineData("D様", CreditResult.Approved)]
    [InlineData("E様", CreditResult.Pending)]
    public async Task Story_ReadAndRegisteredByTheAdapters_GetsItsResult(string alias, CreditResult result)
    {
        var record = await EnterAsync(alias);

        Assert.Equal([CommandKind.CreditCheck], record.Triggers.Select(trigger => trigger.Command));
        Assert.Empty(Provider().Check(record.Order));
        var answer = Assert.IsType<ProviderAnswer<CreditAnswer>.Answered>(await Provider().RegisterAsync(Number, record.Order, CancellationToken.None));
        Assert.Equal(result, answer.Value.Result);
        Assert.Null(answer.Value.Unrecognised);
    }

    [Fact]
    public async Task WriteBack_OfAllMeanings_ShowsOnTheRecord()
    {
        var record = await EnterAsync("A様");
        var values = new Dictionary<string, string?>
        {
            [WriteBackMeaning.Status] = "請求書発行済",
            [WriteBackMeaning.ProviderTransactionId] = "26112500001",
            [WriteBackMeaning.Reason] = "理由",
            [WriteBackMeaning.ExpectedIssueOn] = "2026-11-26",
            [WriteBackMeaning.IssuedOn] = "2026-11-26",
            [WriteBackMeaning.DueOn] = "2026-12-10",
            [WriteBackMeaning.AdvancedOn] = "2026-12-15",
            [WriteBackMeaning.PaidOn] = "2026-12-16",
            [WriteBackMeaning.Action] = null,
        };

        var written = await App().WriteAsync(record.RecordId, record.Revision, values, CancellationToken.None);

        Assert.Equal(new WriteBackResult.Written(2), written);
        var shown = await ReadRecordAsync(record.RecordId);
        Assert.Equal("請求書発行済", (string?)shown[OrderFields.Status]!["value"]);
        Assert.Null(shown[OrderFields.Action]!["value"]);
        Assert.IsType<WriteBackResult.Conflict>(await App().WriteAsync(record.RecordId, record.Revision, new Dictionary<string, string?> { [WriteBackMeaning.Reason] = "other" }, CancellationToken.None));
    }

    [Theory]
    [InlineData("照会中")]
    [InlineData("利用照会OK")]
    [InlineData("利用照会NG")]
    [InlineData("保留")]
    [InlineData("請求依頼済")]
    [InlineData("請求書発行済")]
    [InlineData("立替済")]
    [InlineData("キャンセル")]
    public async Task WriteBack_EachStatusOfTheProduct_IsAnOptionOfTheField(string status)
    {
        var record = await EnterAsync("A様");

        Assert.IsType<WriteBackResult.Written>(await App().WriteAsync(
            record.RecordId, record.Revision, new Dictionary<string, string?> { [WriteBackMeaning.Status] = status }, CancellationToken.None));
    }

    [Fact]
    public async Task Lifecycle_ByTheAdapters_RunsThroughNpToPaid()
    {
        var order = (await EnterAsync("A様")).Order;
        var provider = Provider();
        var registered = Assert.IsType<ProviderAnswer<CreditAnswer>.Answered>(await provider.RegisterAsync(Number, order, CancellationToken.None)).Value;
        var updated = Assert.IsType<ProviderAnswer<CreditAnswer>.Answered>(await provider.UpdateAsync(registered.ProviderTransactionId, Number, order, CancellationToken.None)).Value;
        Assert.IsType<ProviderAnswer<InvoiceAnswer>.Answered>(await provider.RequestInvoiceAsync(registered.ProviderTransactionId, new DateOnly(2026, 11, 25), CancellationToken.None));
        var again = Assert.IsType<ProviderAnswer<InvoiceAnswer>.Answered>(await provider.RequestInvoiceAsync(registered.ProviderTransactionId, new DateOnly(2026, 11, 25), CancellationToken.None));
        await ControlAsync("POST", "np/clock/advance", """{"days":31}""");
        await ControlAsync("POST", $"np/transactions/{registered.ProviderTransactionId}/pay", "{}");

        var facts = Assert.IsType<ProviderAnswer<ProviderFacts>.Answered>(await provider.FindAsync(registered.ProviderTransactionId, Number, CancellationToken.None)).Value;

        Assert.Equal(registered.ProviderTransactionId, updated.ProviderTransactionId);
        Assert.True(again.Value.WasAlreadyRequested);
        Assert.Equal(TransactionStatus.Paid, facts.Status);
        Assert.Equal(
            (24_200L, new DateOnly(2026, 11, 26), new DateOnly(2026, 12, 10), new DateOnly(2026, 12, 15), new DateOnly(2026, 12, 26)),
            (facts.BilledAmount, facts.IssuedOn, facts.DueOn, facts.AdvancedOn, facts.PaidOn));
    }

    [Fact]
    public async Task Registration_AnswerLost_IsUnknownAndFoundByTheMerchantsNumber()
    {
        var order = (await EnterAsync("A様")).Order;
        await ControlAsync("POST", "faults", """{"service":"np","kind":"reset","afterActing":true,"path":"/v1/transactions"}""");

        Assert.IsType<ProviderAnswer<CreditAnswer>.Unknown>(await Provider().RegisterAsync(Number, order, CancellationToken.None));
        var found = Assert.IsType<ProviderAnswer<ProviderFacts>.Answered>(await Provider().FindAsync(null, Number, CancellationToken.None));

        Assert.Equal(TransactionStatus.CreditApproved, found.Value.Status);
        Assert.Equal(1, State.Np.Run(book => book.Counts(Number.Value).RegistrationCalls));
    }

    private static MerchantNumber Number { get; } = new(TransactionId.Parse("orders-101"), 1);

    private async Task<AppRecord> EnterAsync(string alias)
    {
        var fields = (JsonObject)Stories.All.Single(story => story.Alias == alias).Order.DeepClone();
        fields["注文番号"] = "A-1";
        fields["受注日"] = "2026-11-25";
        await ControlAsync("POST", "kintone/apps/12/records", new JsonObject { ["user"] = "suzuki", ["record"] = fields }.ToJsonString());
        return await App().ReadAsync("101", CancellationToken.None) ?? throw new InvalidOperationException("Record 101 was not found.");
    }

    private ILowCodeApp App() =>
        Services().GetRequiredService<ILowCodeApps>().TryGet(AppKey.Parse("orders"), out var app) ? app : throw new InvalidOperationException("The app is not configured.");

    private ICreditProvider Provider() =>
        Services().GetRequiredService<ICreditProviders>().TryGet(AppKey.Parse("orders"), out var provider) ? provider : throw new InvalidOperationException("The provider is not configured.");

    private ServiceProvider Services()
    {
        var settings = Settings();
        return new ServiceCollection().AddLogging().AddLowCodeApps(settings).AddCreditProviders(settings).BuildServiceProvider();
    }

    /// <summary>As the host gives them to the app: placeholders filled, <c>__</c> separating sections.</summary>
    private IConfiguration Settings()
    {
        var file = JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "infra", "local", "localhost.json")),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!;
        var url = Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        return new ConfigurationBuilder().AddInMemoryCollection(file["demo"]!["settings"]!.AsObject().Select(setting => KeyValuePair.Create(
            setting.Key.Replace("__", ":", StringComparison.Ordinal),
            (string?)((string)setting.Value!).Replace("{sandboxUrl}", url, StringComparison.Ordinal)))).Build();
    }
}
