using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Queries and paging: kintone.md §3.2, §10 no. 5.</summary>
public sealed class QueryTests : SandboxTest
{
    [Theory]
    [InlineData("", "103,102,101")]
    [InlineData("order by $id asc", "101,102,103")]
    [InlineData("$id > 101 order by $id asc limit 500", "102,103")]
    [InlineData("$id in (101, \"103\") order by $id asc", "101,103")]
    [InlineData("注文番号 = \"B-2\"", "102")]
    [InlineData("注文番号 != \"B-2\" order by 注文番号 desc", "103,101")]
    [InlineData("顧客名 like \"田\" order by $id asc", "101,103")]
    [InlineData("顧客名 = \"say \\\"hi\\\" \\\\\"", "102")]
    [InlineData("顧客名 = \"\"", "")]
    [InlineData("受注日 >= \"2026-11-02\" and 受注日 < \"2026-11-04\" order by 受注日 desc", "103,102")]
    [InlineData("受注日 = \"2026-11-1\"", "101")]
    [InlineData("支払方法 in (\"Paid\") or (支払方法 in (\"\") and $id > 102)", "103,102")]
    [InlineData("支払方法 in (\"Paid\") or 支払方法 in (\"\") and $id > 102", "103,102")]
    [InlineData("支払方法 not in (\"Paid\") order by $id asc", "101,103")]
    [InlineData("連絡方法 in (\"SMS\", \"電話\") order by $id asc", "101,102")]
    [InlineData("品名 in (\"b\")", "102")]
    [InlineData("単価 > 9 order by $id asc", "102,103")]
    [InlineData("合計金額 >= \"10\" order by 合計金額 asc", "102,103")]
    [InlineData("作成者 in (\"Administrator\") limit 1 offset 1", "102")]
    [InlineData("ステータス in (\"未処理\") limit 2", "103,102")]
    [InlineData("更新日時 >= \"2026-11-25T01:00:00Z\" and 更新日時 <= \"2026-11-25T10:00:00+09:00\" limit 1", "103")]
    [InlineData("更新日時 > \"2026-11-25T01:00:00Z\"", "")]
    [InlineData("レコード番号 = 102", "102")]
    public async Task Query_Matches(string query, string expected)
    {
        await ThreeRecordsAsync();

        var answer = await QueryAsync(query);

        Assert.Equal(200, answer.Code);
        Assert.Equal(expected, string.Join(',', answer.Json["records"]!.AsArray().Select(record => (string)record!["$id"]!["value"]!)));
    }

    [Theory]
    [InlineData("limit 501", "GAIA_QU01")]
    [InlineData("offset 10001", "GAIA_QU02")]
    [InlineData("無い = \"x\"", "GAIA_IQ11")]
    [InlineData("order by 無い asc", "GAIA_IQ11")]
    [InlineData("支払方法 = \"Paid\"", "GAIA_IQ03")]
    [InlineData("備考 = \"x\"", "GAIA_IQ03")]
    [InlineData("合計金額 like \"1\"", "GAIA_IQ03")]
    [InlineData("品名 = \"b\"", "GAIA_IQ07")]
    [InlineData("注文番号 = ", "CB_VA01")]
    [InlineData("注文番号 = \"open", "CB_VA01")]
    [InlineData("(注文番号 = \"x\"", "CB_VA01")]
    [InlineData("注文番号 = \"x\" garbage", "CB_VA01")]
    [InlineData("受注日 = \"yesterday\"", "CB_VA01")]
    [InlineData("更新日時 > NOW()", "CB_VA01")]
    public async Task No05_Query_Refused(string query, string code)
    {
        var answer = await QueryAsync(query);

        Assert.Equal((400, code), (answer.Code, answer.KintoneCode));
    }

    [Fact]
    public async Task Limit_500AndOffset10000_AreTaken() => Assert.Equal(200, (await QueryAsync("limit 500 offset 10000")).Code);

    [Fact]
    public async Task Fields_Named_OnlyTheseAreShown()
    {
        await ThreeRecordsAsync();

        var answer = await KintoneAsync("GET", $"records.json?app=12&fields[0]=$id&fields[1]={Uri.EscapeDataString("注文番号")}&query={Uri.EscapeDataString("limit 1")}");

        Assert.Equal(["注文番号", "$id"], answer.Json["records"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task MethodOverride_PostAsGet_Reads()
    {
        await ThreeRecordsAsync();

        var answer = await SendAsync(Request("POST", "/k/v1/records.json", """{"app":12,"query":"limit 2","totalCount":true}""", request =>
        {
            request.Headers.Add("X-Cybozu-API-Token", Token);
            request.Headers.Add("X-HTTP-Method-Override", "GET");
        }));

        Assert.Equal((2, "3"), (answer.Json["records"]!.AsArray().Count, (string?)answer.Json["totalCount"]));
    }

    [Fact]
    public async Task Cursor_ReadsAllInPagesAndIsGoneAfterTheLast()
    {
        await ThreeRecordsAsync();
        var made = await KintoneAsync("POST", "records/cursor.json", """{"app":12,"fields":["$id"],"size":2,"query":"order by $id asc"}""");

        var first = await KintoneAsync("GET", $"records/cursor.json?id={made.Json["id"]}");
        var second = await KintoneAsync("GET", $"records/cursor.json?id={made.Json["id"]}");
        var third = await KintoneAsync("GET", $"records/cursor.json?id={made.Json["id"]}");

        Assert.Equal("3", (string?)made.Json["totalCount"]);
        Assert.Equal((2, true), (first.Json["records"]!.AsArray().Count, (bool)first.Json["next"]!));
        Assert.Equal((1, false), (second.Json["records"]!.AsArray().Count, (bool)second.Json["next"]!));
        Assert.Equal("GAIA_CN01", third.KintoneCode);
    }

    [Fact]
    public async Task Cursor_TheEleventh_Is429UntilOneEndsOrTenMinutesPass()
    {
        for (var count = 0; count < 10; count++)
        {
            Assert.Equal(200, (await KintoneAsync("POST", "records/cursor.json", """{"app":12}""")).Code);
        }

        var eleventh = await KintoneAsync("POST", "records/cursor.json", """{"app":12}""");
        Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal((429, "GAIA_TM12"), (eleventh.Code, eleventh.KintoneCode));
        Assert.Equal(200, (await KintoneAsync("POST", "records/cursor.json", """{"app":12}""")).Code);
    }

    [Theory]
    [InlineData("""{"app":12,"query":"limit 5"}""")]
    [InlineData("""{"app":12,"size":501}""")]
    public async Task Cursor_WithALimitOrTooLarge_IsRefused(string body) =>
        Assert.Equal("CB_VA01", (await KintoneAsync("POST", "records/cursor.json", body)).KintoneCode);

    private Task<Answer> QueryAsync(string query) => KintoneAsync("GET", $"records.json?app=12&query={Uri.EscapeDataString(query)}");

    private async Task ThreeRecordsAsync()
    {
        await AddRecordAsync("""{"注文番号":{"value":"A-1"},"顧客名":{"value":"田中"},"受注日":{"value":"2026-11-01"},"支払方法":{"value":"NP後払いair"},"連絡方法":{"value":["SMS"]},"明細":{"value":[{"value":{"品名":{"value":"a"},"単価":{"value":"9"},"数量":{"value":"1"}}}]}}""");
        await AddRecordAsync("""{"注文番号":{"value":"B-2"},"顧客名":{"value":"say \"hi\" \\"},"受注日":{"value":"2026-11-02"},"支払方法":{"value":"Paid"},"連絡方法":{"value":["電話","LINE"]},"明細":{"value":[{"value":{"品名":{"value":"b"},"単価":{"value":"10"},"数量":{"value":"1"}}}]}}""");
        await AddRecordAsync("""{"注文番号":{"value":"C-3"},"顧客名":{"value":"吉田"},"受注日":{"value":"2026-11-03"},"明細":{"value":[{"value":{"品名":{"value":"c"},"単価":{"value":"100"},"数量":{"value":"1"}}}]}}""");
    }
}
