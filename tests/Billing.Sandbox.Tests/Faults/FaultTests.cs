using System.Net;
using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Faults;

/// <summary>Each fault as a real client sees it: issue §6, kintone.md §10 no. 6, providers.md §3 rule 8.</summary>
public sealed class FaultTests : SandboxTest
{
    private const string Order =
        """{"transactions":[{"shop_transaction_id":"orders-101-1","shop_order_date":"2026-11-25","settlement_type":"air","billed_amount":1000,"customer":{"customer_name":"田中　太郎","zip_code":"1020083","address":"東京都千代田区麹町9-9-9","tel":"090-0000-1234"},"goods":[{"goods_name":"x","goods_price":1000,"quantity":1}]}]}""";

    [Fact]
    public async Task Kintone429_OnDemand_CarriesTheCodeTheHeadersAndRetryAfter()
    {
        await FaultAsync("""{"service":"kintone","kind":"status","status":429,"retryAfterSeconds":7}""");

        var met = await KintoneAsync("GET", "records.json?app=12");

        Assert.Equal((429, "GAIA_TO04"), (met.Code, met.KintoneCode));
        Assert.Equal(TimeSpan.FromSeconds(7), met.Headers.RetryAfter!.Delta);
        Assert.Equal(["100"], met.Headers.GetValues("X-ConcurrencyLimit-Limit"));
        Assert.True(met.Headers.Contains("X-ConcurrencyLimit-Running"));
        Assert.Equal(200, (await KintoneAsync("GET", "records.json?app=12")).Code); // one call only
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Kintone5xx_OnDemand_IsHtml(int status)
    {
        await FaultAsync($$"""{"service":"kintone","kind":"status","status":{{status}}}""");

        var met = await KintoneAsync("GET", "records.json?app=12");

        Assert.Equal((status, "text/html"), (met.Code, met.MediaType));
        Assert.Contains("<html", met.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KintoneCode_OnDemand_IsAnErrorWithThatCode()
    {
        await FaultAsync("""{"service":"kintone","kind":"status","status":520,"code":"GAIA_DA02"}""");
        await FaultAsync("""{"service":"kintone","kind":"unknown-code"}""");

        var named = await KintoneAsync("GET", "records.json?app=12");
        var unknown = await KintoneAsync("GET", "records.json?app=12");

        Assert.Equal((520, "GAIA_DA02"), (named.Code, named.KintoneCode));
        Assert.Equal((520, "GAIA_ZZ99"), (unknown.Code, unknown.KintoneCode));
    }

    [Fact]
    public async Task Reset_BeforeActing_NothingHappened()
    {
        await FaultAsync("""{"service":"kintone","kind":"reset","method":"POST","path":"/v1/record.json"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => KintoneAsync("POST", "record.json", """{"app":12,"record":{"注文番号":{"value":"A-1"}}}"""));

        Assert.Equal("0", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);
    }

    [Fact]
    public async Task Reset_AfterActing_ItHappenedWithoutAnAnswer()
    {
        await FaultAsync("""{"service":"kintone","kind":"reset","afterActing":true,"method":"POST"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => KintoneAsync("POST", "record.json", """{"app":12,"record":{"注文番号":{"value":"A-1"}}}"""));

        Assert.Equal("1", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);
        Assert.Equal(1, (int)(await ControlAsync("GET", "received")).Json["kintone"]!["calls"]!["POST /v1/record.json"]!["dropped"]!);
    }

    [Fact]
    public async Task NpSilence_AfterActing_TheCallersTimeOutEndsItAndTheRegistrationStands()
    {
        await FaultAsync("""{"service":"np","kind":"silence","afterActing":true,"contains":"orders-101-1"}""");
        using var impatient = new CancellationTokenSource();
        using var request = Request("POST", "/np/v1/transactions", Order, each =>
        {
            each.Headers.Authorization = Basic("sandbox-merchant", "sandbox-sp");
            each.Headers.Add("X-NP-Terminal-Id", "sandbox-terminal");
        });

        var call = Http.SendAsync(request, impatient.Token);
        await Eventually.TrueAsync(() => State.Np.Run(book => book.Counts("orders-101-1").Registrations) == 1, "the registration");
        Assert.False(call.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(1, State.Np.Run(book => book.Counts("orders-101-1").Registrations));
    }

    [Fact]
    public async Task NpSilence_BeforeActing_NothingIsRegistered()
    {
        await FaultAsync("""{"service":"np","kind":"silence"}""");
        using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Http.PostAsync(new Uri("/np/v1/transactions", UriKind.Relative), null, impatient.Token));

        Assert.Empty(State.Np.Run(book => book.All()));
    }

    [Fact]
    public async Task Latency_TheAnswerWaitsForTheClock()
    {
        await FaultAsync("""{"service":"np","kind":"latency","milliseconds":5000}""");

        var call = NpAsync("POST", "transactions", Order);
        await Time.WhenTimerSetAsync(Start.AddSeconds(5));
        Assert.False(call.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(200, (await call).Code);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task NpStatus_OnDemand_BeforeActing(int status)
    {
        await FaultAsync($$"""{"service":"np","kind":"status","status":{{status}},"retryAfterSeconds":3}""");

        var met = await NpAsync("POST", "transactions", Order);

        Assert.Equal((status, TimeSpan.FromSeconds(3)), (met.Code, met.Headers.RetryAfter!.Delta));
        Assert.Empty(State.Np.Run(book => book.All()));
    }

    [Fact]
    public async Task NpStatus_AfterActing_TheRegistrationStands()
    {
        await FaultAsync("""{"service":"np","kind":"status","status":500,"afterActing":true}""");

        var met = await NpAsync("POST", "transactions", Order);

        Assert.Equal(500, met.Code);
        Assert.Single(State.Np.Run(book => book.All()));
    }

    [Fact]
    public async Task NpUnknownCode_StandsWhereTheCodeStands()
    {
        await FaultAsync("""{"service":"np","kind":"unknown-code"}""");
        await FaultAsync("""{"service":"np","kind":"unknown-code","path":"/v1/transactions/find"}""");

        var credit = await NpAsync("POST", "transactions", Order);
        var state = await NpAsync("POST", "transactions/find", """{"transactions":[{"shop_transaction_id":"orders-101-1"}]}""");

        Assert.Equal("99", (string?)credit.Result["authori_result"]);
        Assert.Equal("UNHEARD_OF", (string?)state.Result["transaction_status"]);
    }

    [Fact]
    public async Task NpPartial_EverySecondItemIsRefused()
    {
        var items = string.Join(',', new[] { "orders-1-1", "orders-2-1", "orders-3-1" }.Select(number => Order.Replace("orders-101-1", number, StringComparison.Ordinal)[17..^2]));
        await FaultAsync("""{"service":"np","kind":"partial"}""");

        var answer = await NpAsync("POST", "transactions", $$"""{"transactions":[{{items}}]}""");

        Assert.Equal(200, answer.Code);
        Assert.Equal(["orders-1-1", "orders-3-1"], answer.Json["results"]!.AsArray().Select(each => (string)each!["shop_transaction_id"]!));
        Assert.Equal("orders-2-1", (string?)answer.Json["errors"]![0]!["id"]);
    }

    [Fact]
    public async Task Fault_SkipAndCount_MeetJustThoseCalls()
    {
        await FaultAsync("""{"service":"kintone","kind":"status","status":503,"skip":1,"count":2}""");

        List<int> statuses = [];
        for (var call = 0; call < 5; call++)
        {
            statuses.Add((await KintoneAsync("GET", "records.json?app=12")).Code);
        }

        Assert.Equal([200, 503, 503, 200, 200], statuses);
        Assert.Equal(2, (int)(await ControlAsync("GET", "faults")).Json[0]!["met"]!);
    }

    [Fact]
    public async Task Fault_UntilRemoved_AndOfAnotherRoute_LeavesTheRestAlone()
    {
        var id = (string)(await FaultAsync("""{"service":"kintone","kind":"status","status":503,"count":0,"method":"GET","path":"/v1/records.json"}""")).Json["id"]!;

        Assert.Equal(503, (await KintoneAsync("GET", "records.json?app=12")).Code);
        Assert.Equal(503, (await KintoneAsync("GET", "records.json?app=12")).Code);
        Assert.Equal(200, (await KintoneAsync("GET", "app/form/fields.json?app=12")).Code);
        Assert.Equal(204, (await ControlAsync("DELETE", $"faults/{id}")).Code);
        Assert.Equal(200, (await KintoneAsync("GET", "records.json?app=12")).Code);
        Assert.Equal(404, (await ControlAsync("DELETE", $"faults/{id}")).Code);
    }

    [Theory]
    [InlineData("""{"service":"paid","kind":"reset"}""")]
    [InlineData("""{"service":"np","kind":"latency"}""")]
    [InlineData("""{"service":"np","kind":"status","status":200}""")]
    [InlineData("""{"service":"kintone","kind":"partial"}""")]
    [InlineData("""{"service":"np","kind":"reset","count":-1}""")]
    [InlineData("""{"service":"np","kind":"explosion"}""")]
    [InlineData("""{"service":"np","kind":"reset","sometimes":true}""")]
    public async Task Fault_ThatMakesNoSense_IsRefused(string fault) => Assert.Equal(400, (await ControlAsync("POST", "faults", fault)).Code);

    [Fact]
    public async Task Concurrency_TheHundredAndFirst_Is429()
    {
        await FaultAsync("""{"service":"kintone","kind":"latency","milliseconds":600000,"count":100}""");
        var held = Enumerable.Range(0, 100).Select(_ => KintoneAsync("GET", "records.json?app=12")).ToList();
        await Eventually.TrueAsync(() => State.Faults.List()[0].Met == 100, "a hundred running requests");

        var surplus = await KintoneAsync("GET", "records.json?app=12");
        Time.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(held).WaitAsync(TimeSpan.FromMinutes(2));

        Assert.Equal((429, "GAIA_TO04"), (surplus.Code, surplus.KintoneCode));
        Assert.Equal(HttpStatusCode.OK, (await KintoneAsync("GET", "records.json?app=12")).Status);
    }

    private Task<Answer> FaultAsync(string fault) => ControlAsync("POST", "faults", fault);
}
