using System.Text;
using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Errors and credentials: kintone.md §10 nos. 4 and 10, the table of §3.4.</summary>
public sealed class ErrorsTests : SandboxTest
{
    [Fact]
    public async Task No04_NoSuchRecordOrApp_Is404()
    {
        var record = await KintoneAsync("GET", "record.json?app=12&id=999");
        var app = await KintoneAsync("GET", "record.json?app=99&id=1");

        Assert.Equal((404, "GAIA_RE01"), (record.Code, record.KintoneCode));
        Assert.Equal((404, "GAIA_AP01"), (app.Code, app.KintoneCode));
    }

    [Theory]
    [InlineData("""{}""", "record.注文番号.value")]
    [InlineData("""{"注文番号":{"value":"A"},"支払方法":{"value":"現金"}}""", "record.支払方法.value")]
    [InlineData("""{"注文番号":{"value":"A"},"連絡方法":{"value":["SMS","FAX"]}}""", "record.連絡方法.values[1].value")]
    [InlineData("""{"注文番号":{"value":"A"},"担当者":{"value":[{"code":"nobody"}]}}""", "record.担当者.values.value")]
    [InlineData("""{"注文番号":{"value":"A"},"受注日":{"value":"2026-02-30"}}""", "record.受注日.value")]
    [InlineData("""{"注文番号":{"value":"A"},"明細":{"value":[{"value":{"税率":{"value":"5%"}}}]}}""", "record.明細.value[0].value.税率.value")]
    [InlineData("""{"注文番号":{"value":"A"},"ステータス":{"value":"作業完了"}}""", "record.ステータス.value")]
    [InlineData("""{"注文番号":{"value":"A"},"合計金額":{"value":"5"}}""", "record.合計金額.value")]
    [InlineData("""{"注文番号":{"value":"A"},"顧客名":{"value":"two\nlines"}}""", "record.顧客名.value")]
    public async Task No04_Validation_NamesThePlace(string record, string place)
    {
        var answer = await KintoneAsync("POST", "record.json", $$"""{"app":12,"record":{{record}}}""");

        Assert.Equal((400, "CB_VA01"), (answer.Code, answer.KintoneCode));
        Assert.NotEmpty(answer.Json["errors"]![place]!["messages"]!.AsArray());
        Assert.NotEqual("", (string?)answer.Json["id"]);
    }

    [Fact]
    public async Task Validation_SeveralFaults_AreAllNamed()
    {
        var answer = await KintoneAsync("POST", "record.json", """{"app":12,"record":{"支払方法":{"value":"現金"},"受注日":{"value":"x"}}}""");

        Assert.Equal(3, answer.Json["errors"]!.AsObject().Count);
    }

    [Fact]
    public async Task Required_CheckedOnTheMergedRecord()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var answer = await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{"注文番号":{"value":""}}}""");

        Assert.Equal("CB_VA01", answer.KintoneCode);
    }

    [Fact]
    public async Task Unique_TakenByAnotherRecord_IsRefused()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var other = await KintoneAsync("POST", "record.json", """{"app":12,"record":{"注文番号":{"value":"A-1"}}}""");
        var itself = await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{"注文番号":{"value":"A-1"}}}""");

        Assert.True(other.Json["errors"]!.AsObject().ContainsKey("record.注文番号.value"));
        Assert.Equal(200, itself.Code);
    }

    [Theory]
    [InlineData("""{"app":12,"record":{"連絡方法":{"value":"SMS"}}}""")]
    [InlineData("""{"app":12,"record":{"明細":{"value":"x"}}}""")]
    [InlineData("""{"app":12,"record":{"顧客名":{"value":["x"]}}}""")]
    [InlineData("""{"app":12,"record":""")]
    [InlineData("""[]""")]
    [InlineData("""{"app":12,"app":12}""")]
    public async Task BrokenJsonOrAShapeThatTheTypeCannotHave_IsIJ01(string body)
    {
        var answer = await KintoneAsync("POST", "record.json", body);

        Assert.Equal((400, "CB_IJ01"), (answer.Code, answer.KintoneCode));
    }

    [Fact]
    public async Task Get_JsonContentTypeWithoutABody_IsIJ01()
    {
        var answer = await SendAsync(Request("GET", "/k/v1/records.json?app=12", "", request => request.Headers.Add("X-Cybozu-API-Token", Token)));

        Assert.Equal("CB_IJ01", answer.KintoneCode);
    }

    [Fact]
    public async Task No10_NoCredentials_Is401()
    {
        var answer = await KintoneAsync("GET", "records.json?app=12", token: null);

        Assert.Equal((401, "CB_AU01"), (answer.Code, answer.KintoneCode));
    }

    [Theory]
    [InlineData("no-such-token")]
    [InlineData("token-of-another-app")]
    public async Task No10_TokenOfNoneOrOfAnotherApp_Is520(string token)
    {
        await ControlAsync("PUT", "kintone/apps", """{"id":"40","name":"o","fields":[],"tokens":[{"token":"token-of-another-app","permissions":["view"]}]}""");

        var answer = await KintoneAsync("GET", "records.json?app=12", token: token);

        Assert.Equal((520, "GAIA_IA02"), (answer.Code, answer.KintoneCode));
    }

    [Fact]
    public async Task Token_SeveralByComma_OneFits()
    {
        Assert.Equal(200, (await KintoneAsync("GET", "records.json?app=12", token: $"other, {Token}")).Code);
    }

    [Fact]
    public async Task Token_WithoutThePermission_Is403()
    {
        var answer = await KintoneAsync("POST", "record.json", """{"app":12,"record":{"注文番号":{"value":"A"}}}""", ViewToken);

        Assert.Equal((403, "CB_NO02"), (answer.Code, answer.KintoneCode));
    }

    [Fact]
    public async Task Password_Right_ActsAsThePersonAndWrongIs401()
    {
        var good = await AsPersonAsync("suzuki:password-of-suzuki");
        var bad = await AsPersonAsync("suzuki:guess");

        Assert.Equal("suzuki", (string?)(await ReadRecordAsync((string)good.Json["id"]!))["更新者"]!["value"]!["code"]);
        Assert.Equal((401, "CB_WA01"), (bad.Code, bad.KintoneCode));
    }

    [Fact]
    public async Task Token_Acts_AsAdministrator()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        Assert.Equal("Administrator", (string?)(await ReadRecordAsync(id))["作成者"]!["value"]!["code"]);
    }

    [Fact]
    public async Task GuestSpace_PathHasToFit()
    {
        await ControlAsync("PUT", "kintone/apps", """{"id":"27","name":"g","guestSpace":"5","code":"ORDER","fields":[{"code":"番号","type":"record-number"}],"tokens":[{"token":"t27","permissions":["view","add"]}]}""");

        Assert.Equal("GAIA_IL23", (await KintoneAsync("GET", "records.json?app=27", token: "t27")).KintoneCode);
        Assert.Equal("CB_NO02", (await KintoneAsync("GET", "records.json?app=12", root: "/k/guest/5/v1/")).KintoneCode);
        var added = await KintoneAsync("POST", "record.json", """{"app":27}""", "t27", "/k/guest/5/v1/");
        var record = await KintoneAsync("GET", $"record.json?app=27&id={added.Json["id"]}", token: "t27", root: "/k/guest/5/v1/");
        Assert.Equal("ORDER-1", (string?)record.Json["record"]!["番号"]!["value"]);
    }

    [Fact]
    public async Task UnknownApi_Is404()
    {
        Assert.Equal(404, (await KintoneAsync("GET", "nothing.json?app=12")).Code);
        Assert.Equal(404, (await KintoneAsync("DELETE", "record.json?app=12")).Code);
    }

    private Task<Answer> AsPersonAsync(string login) => SendAsync(Request("POST", "/k/v1/record.json", """{"app":12,"record":{"注文番号":{"value":"P-1"}}}""", request =>
        request.Headers.Add("X-Cybozu-Authorization", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))));
}
