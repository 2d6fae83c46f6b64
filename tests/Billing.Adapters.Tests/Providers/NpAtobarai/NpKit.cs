using Billing.Adapters.Http;
using Billing.Adapters.Providers.NpAtobarai;
using Billing.Adapters.Tests.Http;
using Billing.Core.Transactions;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Tests.Providers.NpAtobarai;

/// <summary>An NP merchant connected to a scripted server, and an order that keeps every rule (providers §2.5a).</summary>
internal static class NpKit
{
    public const string ProviderId = "25040100001";

    public static MerchantNumber Number { get; } = new(TransactionId.Parse("orders-101"), 1);

    public static OrderContent Order { get; } = new()
    {
        OrderNumber = "A-2025-0101",
        OrderedOn = new DateOnly(2025, 4, 1),
        CustomerName = "田中 太郎",
        CustomerNameKana = "ﾀﾅｶ ﾀﾛｳ",
        PostalCode = "102-0083",
        Address = "東京都千代田区麹町9-9-9 見本ハイツ203",
        Phone = "090-0000-1234",
        Total = 26_950,
        Lines = [new OrderLine("エアコンクリーニング(壁掛け)", 12_100, 2), new OrderLine("抗菌コート", 2_200, 2), new OrderLine("初回割引", -1_650, 1)],
    };

    public static NpAirProvider Provider(FakeService service, ILogger? logger = null, ServiceLimits? limits = null) =>
        Provider(service.Url, logger, limits);

    public static NpAirProvider Provider(Uri url, ILogger? logger = null, ServiceLimits? limits = null, NpAirProfile? profile = null)
    {
        var used = limits ?? TestLimits.Quick;
        var settings = new NpAirSettings
        {
            Name = "np",
            BaseUrl = new Uri(url, "np/"),
            MerchantCode = "merchant-code",
            SpCode = "sp-secret-code",
            TerminalId = "terminal-9",
            Limits = used,
            Profile = profile ?? new NpAirProfile(),
        };
        return new NpAirProvider(settings, new ServiceCaller(ServiceHttp.Create(used), used, TimeProvider.System, NpAnswers.Judge), logger ?? new LogCapture());
    }

    /// <summary>A result of registration or update, with more fields as JSON text.</summary>
    public static Answer Credit(string result, string more = "") => Answer.Ok(
        $$"""{"results":[{"shop_transaction_id":"orders-101-1","np_transaction_id":"{{ProviderId}}","authori_result":"{{result}}","authori_required_date":"2025-04-01T09:31:07+09:00"{{more}}}]}""");

    public static Answer Errors(int status, string id, params string[] codes) =>
        new(status, $$"""{"results":[],"errors":[{"id":"{{id}}","codes":["{{string.Join("\",\"", codes)}}"]}]}""");
}
