using System.Text.Json.Nodes;
using Billing.Adapters.Apps;
using Billing.Adapters.Http;
using Billing.Adapters.Kintone;
using Billing.Adapters.Tests.Http;
using Billing.Core.Transactions;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Tests.Kintone;

/// <summary>An app like the one of the fixtures (kintone §8), connected to a scripted server.</summary>
internal static class KintoneKit
{
    public const string Token = "secret-token-of-the-app";

    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["OrderNumber"] = "注文番号",
        ["OrderedOn"] = "受注日",
        ["ServiceCompletedOn"] = "作業完了日",
        ["CompanyName"] = "会社名",
        ["Department"] = "部署名",
        ["CustomerName"] = "顧客名",
        ["CustomerNameKana"] = "顧客名カナ",
        ["PostalCode"] = "郵便番号",
        ["Address"] = "住所",
        ["Phone"] = "電話番号",
        ["Email"] = "メールアドレス",
        ["Total"] = "合計金額",
        ["Lines"] = "明細",
        ["LineName"] = "品名",
        ["LineUnitPrice"] = "単価",
        ["LineQuantity"] = "数量",
        ["TransactionStatus"] = "取引状況",
        ["ProviderTransactionId"] = "NP取引ID",
        ["Reason"] = "NG理由",
        ["IssuedOn"] = "請求書発行日",
        ["DueOn"] = "支払期限日",
        ["PaidOn"] = "購入者支払日",
        ["Action"] = "操作",
    };

    public static AppSettings Settings(Uri url) => new()
    {
        Key = AppKey.Parse("orders"),
        BaseUrl = url,
        AppId = "12",
        ApiToken = Token,
        Provider = "np",
        Fields = Fields,
        Triggers =
        [
            new TriggerCondition(CommandKind.CreditCheck, "操作", "利用照会"),
            new TriggerCondition(CommandKind.InvoiceRequest, "ステータス", "作業完了"),
            new TriggerCondition(CommandKind.Refresh, "連絡方法", "SMS"),
        ],
        Limits = TestLimits.Quick,
        JoinWindow = TimeSpan.FromMilliseconds(100),
    };

    public static KintoneApp App(FakeService service, ILogger? logger = null, ServiceLimits? limits = null) =>
        App(Settings(service.Url), logger, limits);

    public static KintoneApp App(AppSettings settings, ILogger? logger = null, ServiceLimits? limits = null)
    {
        var used = limits ?? settings.Limits;
        var caller = new ServiceCaller(ServiceHttp.Create(used), used, TimeProvider.System, KintoneErrors.Judge);
        return new KintoneApp(settings, caller, TimeProvider.System, logger ?? new LogCapture());
    }

    /// <summary>The record of a recorded webhook.</summary>
    public static JsonObject Record(string fixture) =>
        JsonNode.Parse(File.ReadAllText(Testing.Fixtures.File("kintone", fixture)))!["record"]!.DeepClone().AsObject();

    public static JsonObject Record(string fixture, string id, long revision)
    {
        var record = Record(fixture);
        record["$id"]!["value"] = id;
        record["$revision"]!["value"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return record;
    }

    public static Answer One(JsonObject record) => Answer.Ok(new JsonObject { ["record"] = record }.ToJsonString());

    public static Answer Many(IEnumerable<JsonObject> records) =>
        Answer.Ok(new JsonObject { ["records"] = new JsonArray([.. records]), ["totalCount"] = null }.ToJsonString());

    public static Answer Error(int status, string code) =>
        new(status, $$"""{"code":"{{code}}","id":"1505999166-897850006","message":"田中 太郎 は使えません"}""");
}
