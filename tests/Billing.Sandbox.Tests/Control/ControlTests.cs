using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Control;

/// <summary>The control API: what people do, and starting over.</summary>
public sealed class ControlTests : SandboxTest
{
    [Fact]
    public async Task Health_Answers() => Assert.Equal(200, (await ControlAsync("GET", "health")).Code);

    [Fact]
    public async Task Record_ByAPerson_PlainValuesAreTakenAndThePersonIsNamed()
    {
        var added = await ControlAsync("POST", "kintone/apps/12/records", """{"user":"yamada","record":{"注文番号":"A-1","顧客名":{"value":"x"},"明細":[{"value":{"品名":{"value":"y"}}}]}}""");
        await ControlAsync("PUT", "kintone/apps/12/records/101", """{"user":"ito","record":{"顧客名":"z"},"revision":1}""");

        Assert.Equal("""{"id":"101","revision":"1"}""", added.Text);
        var record = (await ControlAsync("GET", "kintone/apps/12/records/101")).Json;
        Assert.Equal(("yamada", "ito", "z"), ((string?)record["作成者"]!["value"]!["code"], (string?)record["更新者"]!["value"]!["code"], (string?)record["顧客名"]!["value"]));
        Assert.Single((await ControlAsync("GET", "kintone/apps/12/records")).Json["records"]!.AsArray());
    }

    [Theory]
    [InlineData("POST", "kintone/apps/12/records", """{"user":"nobody","record":{}}""", 400)]
    [InlineData("POST", "kintone/apps/12/records", """{"user":"ito","record":{}}""", 400)]
    [InlineData("PUT", "kintone/apps/12/records/101", """{"user":"ito","record":{}}""", 404)]
    [InlineData("PUT", "kintone/apps", """{"id":"x","name":"n","fields":[]}""", 400)]
    [InlineData("PUT", "kintone/webhook-rules", """{"dropPercent":101}""", 400)]
    [InlineData("POST", "np/clock/advance", """{"days":-1}""", 400)]
    [InlineData("PUT", "np/rules", """{"pendingQuestions":-1}""", 400)]
    [InlineData("POST", "np/transactions/none/pay", "{}", 404)]
    public async Task WhatMakesNoSense_IsRefused(string method, string path, string body, int status) =>
        Assert.Equal(status, (await ControlAsync(method, path, body)).Code);

    [Fact]
    public async Task Reset_ForgetsEverything()
    {
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await ControlAsync("POST", "faults", """{"service":"kintone","kind":"status","count":0}""");
        await ControlAsync("PUT", "np/clock", """{"now":"2030-01-01T00:00:00+09:00"}""");

        await ControlAsync("POST", "reset");

        Assert.Equal("0", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);
        Assert.Equal("2026-11-25", (string?)(await ControlAsync("GET", "np/clock")).Json["today"]);
        Assert.Empty((await ControlAsync("GET", "faults")).Json.AsArray());
        Assert.Equal(["GET /v1/records.json"], (await ControlAsync("GET", "received")).Json["kintone"]!["calls"]!.AsObject().Select(route => route.Key));
    }

    [Fact]
    public async Task Clock_GoesOnByItself()
    {
        await ControlAsync("PUT", "np/clock", """{"now":"2030-01-01T00:00:00+09:00"}""");
        Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal("2030-01-02", (string?)(await ControlAsync("GET", "np/clock")).Json["today"]);
    }
}
