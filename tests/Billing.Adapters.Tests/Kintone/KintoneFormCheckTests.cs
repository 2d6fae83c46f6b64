using System.Text.Json.Nodes;
using Billing.Adapters.Tests.Http;
using Billing.Core.Apps;

namespace Billing.Adapters.Tests.Kintone;

public sealed class KintoneFormCheckTests
{
    private static readonly string[] Statuses = ["照会中", "利用照会OK", "利用照会NG", "保留", "請求依頼済", "請求書発行済", "立替済", "キャンセル"];

    [Fact]
    public async Task CheckFormAsync_FittingForm_HasNoFaults() => Assert.Empty(await CheckAsync(Form(), Process("作業完了")));

    [Fact]
    public async Task CheckFormAsync_MissingFieldAndWrongTypes_NamesEach()
    {
        var form = Form();
        form.Remove("顧客名");
        form["合計金額"]!["type"] = "MULTI_SELECT";
        form["購入者支払日"]!["type"] = "NUMBER";
        form["明細"]!["fields"]!.AsObject().Remove("単価");
        form["単価"] = Field("NUMBER");

        var faults = await CheckAsync(form, Process("作業完了"));

        Assert.Equal(4, faults.Count);
        Assert.Contains("Apps__orders: Fields__CustomerName: the app has no field '顧客名'.", faults);
        Assert.Contains(faults, fault => fault.Contains("Fields__Total: field '合計金額' has the type MULTI_SELECT", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("Fields__PaidOn", StringComparison.Ordinal));
        Assert.Contains("Apps__orders: Fields__LineUnitPrice: field '単価' is no column of table '明細'.", faults);
    }

    [Fact]
    public async Task CheckFormAsync_StatusFieldLacksOptions_NamesThem()
    {
        var form = Form();
        form["取引状況"]!["options"]!.AsObject().Remove("保留");
        form["取引状況"]!["options"]!.AsObject().Remove("立替済");

        Assert.Contains("lacks the options 保留, 立替済", Assert.Single(await CheckAsync(form, Process("作業完了"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckFormAsync_ActionWithoutItsOption_CanNeverHold()
    {
        var form = Form();
        form["操作"]!["options"]!.AsObject().Remove("利用照会");

        Assert.Contains("'操作=利用照会' can never hold", Assert.Single(await CheckAsync(form, Process("作業完了"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckFormAsync_LookupCopy_CannotBeWritten()
    {
        var form = Form();
        form["注文番号"]!["lookup"] = new JsonObject { ["fieldMappings"] = new JsonArray(new JsonObject { ["field"] = "NG理由" }) };

        Assert.Contains("filled by a lookup", Assert.Single(await CheckAsync(form, Process("作業完了"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"enable":false,"states":null}""", "process management is off")]
    [InlineData("""{"enable":true,"states":{"未処理":{"name":"未処理","index":"0"}}}""", "the states are 未処理")]
    public async Task CheckFormAsync_StatusThatCannotBe_CanNeverHold(string process, string expected) =>
        Assert.Contains(expected, Assert.Single(await CheckAsync(Form(), process)), StringComparison.Ordinal);

    [Fact]
    public async Task CheckFormAsync_TokenWithoutRights_IsAFaultNotAnException()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.Error(520, "GAIA_IA02"));

        var fault = Assert.Single(await App(service).CheckFormAsync(CancellationToken.None));

        Assert.Contains("GAIA_IA02", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(KintoneKit.Token, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckFormAsync_Maintenance_IsTransient()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(503, "<html></html>", "text/html"));

        Assert.True((await Assert.ThrowsAsync<LowCodeAppException>(() => App(service).CheckFormAsync(CancellationToken.None))).IsTransient);
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(JsonObject form, string process)
    {
        var fields = new JsonObject { ["properties"] = form, ["revision"] = "7" }.ToJsonString();
        await using var service = await FakeService.StartAsync(request =>
            Answer.Ok(request.Path.EndsWith("status.json", StringComparison.Ordinal) ? process : fields));
        return await App(service).CheckFormAsync(CancellationToken.None);
    }

    /// <summary>The settings of the kit without the trigger on a field that is no action field.</summary>
    private static ILowCodeApp App(FakeService service)
    {
        var settings = KintoneKit.Settings(service.Url);
        return KintoneKit.App(settings with { Triggers = [.. settings.Triggers.Take(2)] });
    }

    private static string Process(string state) => $$$"""{"enable":true,"states":{"x":{"name":"{{{state}}}","index":"0"}},"actions":[]}""";

    /// <summary>The form that the recorded record came from, with an action field.</summary>
    private static JsonObject Form()
    {
        var form = new JsonObject();
        foreach (var (code, field) in KintoneKit.Record("add_record.json").Where(field => !field.Key.StartsWith('$')))
        {
            form[code] = Field(field!["type"]!.GetValue<string>());
        }

        var columns = new JsonObject();
        foreach (var (code, column) in KintoneKit.Record("add_record.json")["明細"]!["value"]![0]!["value"]!.AsObject())
        {
            columns[code] = Field(column!["type"]!.GetValue<string>());
        }

        form["明細"]!["fields"] = columns;
        form["取引状況"]!["options"] = Options(Statuses);
        form["操作"] = Field("DROP_DOWN");
        form["操作"]!["options"] = Options(["利用照会", "取引更新"]);
        return form;
    }

    private static JsonObject Field(string type) => new() { ["type"] = type };

    private static JsonObject Options(string[] labels) =>
        new(labels.Select(label => KeyValuePair.Create(label, (JsonNode?)new JsonObject { ["label"] = label })));
}
