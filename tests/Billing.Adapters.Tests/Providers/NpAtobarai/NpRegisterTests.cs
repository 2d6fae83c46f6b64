using System.Text;
using Billing.Adapters.Providers.NpAtobarai;
using Billing.Adapters.Tests.Http;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Providers.NpAtobarai;

public sealed class NpRegisterTests
{
    [Fact]
    public async Task RegisterAsync_Order_IsSentAsTheContractSays()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Credit("00"));

        await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        var request = Assert.Single(service.Requests);
        Assert.Equal(("POST", "/np/v1/transactions"), (request.Method, request.Path));
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("merchant-code:sp-secret-code")), request.Headers["Authorization"]);
        Assert.Equal("terminal-9", request.Headers["X-NP-Terminal-Id"]);
        Assert.Equal(
            """{"transactions":[{"shop_transaction_id":"orders-101-1","shop_order_date":"2025-04-01","settlement_type":"air","billed_amount":26950,"customer":{"customer_name":"田中　太郎","customer_name_kana":"タナカ　タロウ","zip_code":"1020083","address":"東京都千代田区麹町9-9-9 見本ハイツ203","tel":"09000001234"},"goods":[{"goods_name":"エアコンクリーニング(壁掛け)","goods_price":12100,"quantity":2},{"goods_name":"抗菌コート","goods_price":2200,"quantity":2},{"goods_name":"初回割引","goods_price":-1650,"quantity":1}]}]}""",
            request.Body.Replace("\\u3000", "　", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("00", "", "Approved", "", null)]
    [InlineData("10", ""","authori_hold":["RE009","RE021"]""", "Held", "RE009,RE021", null)]
    [InlineData("20", ""","authori_ng":"NG001" """, "Rejected", "NG001", null)]
    [InlineData("20", ""","authori_ng":"RE003" """, "Rejected", "RE003", null)]
    [InlineData("20", ""","authori_ng":"XX777" """, "Rejected", "XX777", null)]
    [InlineData("40", "", "Pending", "", null)]
    [InlineData("50", "", "Pending", "", null)]
    [InlineData("60", "", "Pending", "", "60")]
    [InlineData("", "", "Pending", "", "missing")]
    public async Task RegisterAsync_ResultCode_IsAnAnswer(string code, string more, string result, string reasons, string? unrecognised)
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Credit(code, more));

        var answer = Answered(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));

        Assert.Equal((NpKit.ProviderId, result, unrecognised), (answer.ProviderTransactionId, answer.Result.ToString(), answer.Unrecognised));
        Assert.Equal(reasons, string.Join(",", answer.Reasons));
        Assert.Equal(new DateTimeOffset(2025, 4, 1, 0, 31, 7, TimeSpan.Zero), answer.DecidedAt);
    }

    [Theory]
    [InlineData("NG001", "利用可能額を超えています(NG001)")]
    [InlineData("RE001", "利用可能額を超えています(RE001)")]
    [InlineData("NG002", "購入者情報が不足しています(NG002)")]
    [InlineData("RE002", "購入者情報が不足しています(RE002)")]
    [InlineData("NG999", "その他の理由です(NG999)")]
    [InlineData("RE003", "その他の理由です(RE003)")]
    [InlineData("RE009", "住所が不足しています(RE009)")]
    [InlineData("RE014", "勤務先の確認が必要です(RE014)")]
    [InlineData("RE015", "配送先(作業場所)の住所が不足しています(RE015)")]
    [InlineData("RE020", "配送先(作業場所)が勤務先です(RE020)")]
    [InlineData("RE021", "電話番号の確認が必要です(RE021)")]
    [InlineData("RE023", "配送先(作業場所)の電話番号の確認が必要です(RE023)")]
    [InlineData("RE026", "その他の理由です(RE026)")]
    [InlineData("ZZ001", "理由コード ZZ001")]
    public void DescribeReason_BothFamilies_AreForPeople(string code, string expected) =>
        Assert.Equal(expected, NpKit.Provider(new Uri("http://127.0.0.1:1/")).DescribeReason(code).Ja);

    [Fact]
    public async Task RegisterAsync_ResultsOfOthers_AreFoundByIdNotPosition()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok(
            """{"results":[{"shop_transaction_id":"orders-999-1","np_transaction_id":"1","authori_result":"20"},{"shop_transaction_id":"orders-101-1","np_transaction_id":"2","authori_result":"00"}],"errors":[{"id":"orders-998-1","codes":["E0100050"]}]}"""));

        Assert.Equal("2", Answered(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None)).ProviderTransactionId);
    }

    [Theory]
    [InlineData("""{"results":[{"shop_transaction_id":"orders-999-1","np_transaction_id":"1","authori_result":"00"}]}""")]
    [InlineData("""{"results":[{"shop_transaction_id":"orders-101-1","authori_result":"00"}]}""")]
    [InlineData("""{"results":[]}""")]
    [InlineData("{}")]
    [InlineData("OK")]
    public async Task RegisterAsync_AnswerThatMakesNoSense_IsUnknown(string body)
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok(body));

        Assert.IsType<ProviderAnswer<CreditAnswer>.Unknown>(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task RegisterAsync_ServerFails_IsUnknownAndSentOnce(int status)
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(status, "{}"));

        var answer = await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal($"http_{status}", Assert.IsType<ProviderAnswer<CreditAnswer>.Unknown>(answer).Code);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RegisterAsync_ConnectionBrokenAfterReading_IsUnknownAndSentOnce()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Broken);

        Assert.IsType<ProviderAnswer<CreditAnswer>.Unknown>(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RegisterAsync_NoAnswerInTime_IsUnknownAndSentOnce()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Silent);

        var answer = await NpKit.Provider(service, limits: TestLimits.Impatient).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal("timeout", Assert.IsType<ProviderAnswer<CreditAnswer>.Unknown>(answer).Code);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task RegisterAsync_TooManyRequests_IsUnavailableWithItsWait()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(429, "{}").With("Retry-After", "90"));

        var answer = await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal(TimeSpan.FromSeconds(90), Assert.IsType<ProviderAnswer<CreditAnswer>.Unavailable>(answer).RetryAfter);
    }

    [Fact]
    public async Task RegisterAsync_NobodyListens_IsUnavailable()
    {
        Uri url;
        await using (var service = await FakeService.StartAsync(_ => Answer.Ok("{}")))
        {
            url = service.Url;
        }

        Assert.IsType<ProviderAnswer<CreditAnswer>.Unavailable>(await NpKit.Provider(url).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));
    }

    [Fact]
    public async Task RegisterAsync_CircuitIsOpen_IsUnavailable()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(500, "{}"));
        var provider = NpKit.Provider(service, limits: TestLimits.Quick with { BreakerThroughput = 2 });
        await provider.RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);
        await provider.RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        var answer = await provider.RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal("circuit_open", Assert.IsType<ProviderAnswer<CreditAnswer>.Unavailable>(answer).Code);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task RegisterAsync_ContentBreaksARule_IsRefusedWithoutARequest()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Credit("00"));

        var answer = await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order with { Phone = null }, CancellationToken.None);

        Assert.Equal("Phone", Assert.Single(Assert.IsType<ProviderAnswer<CreditAnswer>.Refused>(answer).Refusal.Faults).Meaning);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task UpdateAsync_Order_CarriesBothIds()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Credit("20", ""","authori_ng":"NG999" """));

        var answer = await NpKit.Provider(service).UpdateAsync(NpKit.ProviderId, NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal(CreditResult.Rejected, Answered(answer).Result);
        var request = Assert.Single(service.Requests);
        Assert.Equal(("PATCH", "/np/v1/transactions/update"), (request.Method, request.Path));
        Assert.StartsWith("""{"transactions":[{"np_transaction_id":"25040100001","shop_transaction_id":"orders-101-1",""", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisterAsync_WhateverHappens_LogsNoPersonalDataAndNoCredentials()
    {
        var log = new LogCapture();
        await using var service = await FakeService.StartAsync(request => request.Number switch
        {
            1 => NpKit.Credit("00"),
            2 => NpKit.Errors(400, "orders-101-1", "E0100050"),
            _ => Answer.Broken,
        });
        var provider = NpKit.Provider(service, log);
        for (var call = 0; call < 3; call++)
        {
            await provider.RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);
        }

        Assert.Contains("orders-101-1", log.All, StringComparison.Ordinal);
        Assert.Contains("E0100050", log.All, StringComparison.Ordinal);
        foreach (var secret in (string[])["田中", "タナカ", "麹町", "0900000", "26950", "sp-secret-code", "merchant-code"])
        {
            Assert.DoesNotContain(secret, log.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task RegisterAsync_AnotherContract_IsAChangeOfTheProfileOnly()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok("""{"results":[{"order_no":"orders-101-1","np_transaction_id":"7","authori_result":"OK"}]}"""));
        var profile = new NpAirProfile
        {
            Names = new NpAirNames { RegisterPath = "v2/orders", MerchantNumber = "order_no" },
            CreditResults = new Dictionary<string, CreditResult> { ["OK"] = CreditResult.Approved },
        };

        var answer = await NpKit.Provider(service.Url, profile: profile).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal(CreditResult.Approved, Answered(answer).Result);
        Assert.Equal("/np/v2/orders", Assert.Single(service.Requests).Path);
    }

    private static CreditAnswer Answered(ProviderAnswer<CreditAnswer> answer) => Assert.IsType<ProviderAnswer<CreditAnswer>.Answered>(answer).Value;
}
