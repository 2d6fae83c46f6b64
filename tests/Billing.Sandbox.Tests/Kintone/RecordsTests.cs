using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Records, revisions and tables: kintone.md §10 nos. 1, 2, 3, 9, 11, 12.</summary>
public sealed class RecordsTests : SandboxTest
{
    [Fact]
    public async Task No01_IdsRevisionsNumbersAndCounts_AreStrings()
    {
        var added = await KintoneAsync("POST", "record.json", """{"app":"12","record":{"注文番号":{"value":"A-1"},"明細":{"value":[{"value":{"品名":{"value":"x"},"単価":{"value":100},"数量":{"value":3}}}]}}}""");

        Assert.Equal("""{"id":"101","revision":"1"}""", added.Text);
        var many = await KintoneAsync("GET", "records.json?app=12&totalCount=true");
        Assert.Equal("1", Value(many.Json, "totalCount").GetValue<string>());
        var record = many.Json["records"]![0]!;
        Assert.Equal("101", (string?)record["$id"]!["value"]);
        var row = record["明細"]!["value"]![0]!;
        Assert.Equal("5501", row["id"]!.GetValue<string>());
        Assert.Equal("100", row["value"]!["単価"]!["value"]!.GetValue<string>());
        Assert.Equal("300", row["value"]!["金額"]!["value"]!.GetValue<string>());
        Assert.Equal("300", record["合計金額"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Records_TotalCountNotAsked_IsNull()
    {
        var many = await KintoneAsync("GET", "records.json?app=12");

        Assert.True(many.Json.AsObject().ContainsKey("totalCount"));
        Assert.Null(many.Json["totalCount"]);
    }

    [Fact]
    public async Task No02_UpdateWithAnOldRevision_Is409AndChangesNothing()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        var first = await UpdateAsync(id, "1", "NG理由", "one");

        var second = await UpdateAsync(id, "1", "NG理由", "two");

        Assert.Equal("2", (string?)first.Json["revision"]);
        Assert.Equal((409, "GAIA_CO02"), (second.Code, second.KintoneCode));
        Assert.Equal("one", (string?)(await ReadRecordAsync(id))["NG理由"]!["value"]);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData(null)]
    public async Task Update_WithoutARevisionToCheck_IsTaken(string? revision)
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var answer = await UpdateAsync(id, revision, "NG理由", "x");

        Assert.Equal("2", (string?)answer.Json["revision"]);
    }

    [Fact]
    public async Task No02_StatusAction_RaisesTheRevisionByTwo()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var answer = await KintoneAsync("PUT", "record/status.json", $$"""{"app":12,"id":{{id}},"action":"訪問を予定する","revision":"1"}""");

        Assert.Equal("3", (string?)answer.Json["revision"]);
        var record = await ReadRecordAsync(id);
        Assert.Equal("訪問予定", (string?)record["ステータス"]!["value"]);
        Assert.Equal("3", (string?)record["$revision"]!["value"]);
    }

    [Fact]
    public async Task StatusAction_NotFromHere_IsRefused()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var answer = await KintoneAsync("PUT", "record/status.json", $$"""{"app":12,"id":{{id}},"action":"作業を完了する"}""");

        Assert.Equal((400, "GAIA_IL03"), (answer.Code, answer.KintoneCode));
    }

    [Fact]
    public async Task StatusActionsOfSeveral_OneImpossible_MovesNone()
    {
        var (one, two) = (await AddRecordAsync("""{"注文番号":{"value":"A-1"}}"""), await AddRecordAsync("""{"注文番号":{"value":"A-2"}}"""));

        var answer = await KintoneAsync("PUT", "records/status.json", $$"""{"app":12,"records":[{"id":{{one}},"action":"訪問を予定する"},{"id":{{two}},"action":"作業を完了する"}]}""");

        Assert.Equal("GAIA_IL03", answer.KintoneCode);
        Assert.Equal("未処理", (string?)(await ReadRecordAsync(one))["ステータス"]!["value"]);
    }

    [Fact]
    public async Task No03_TableSent_ReplacesTheTableAndRowIdsGrowOverTheApp()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"},"明細":{"value":[{"value":{"品名":{"value":"a"},"単価":{"value":"5"}}},{"value":{"品名":{"value":"b"}}}]}}""");
        await AddRecordAsync("""{"注文番号":{"value":"A-2"},"明細":{"value":[{"value":{"品名":{"value":"c"}}}]}}""");

        await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{"明細":{"value":[{"id":"5501","value":{"品名":{"value":"A"}}},{"id":"999","value":{"品名":{"value":"new"}}}]}}}""");

        var rows = (await ReadRecordAsync(id))["明細"]!["value"]!.AsArray();
        Assert.Equal(["5501", "5504"], rows.Select(row => (string)row!["id"]!));
        Assert.Equal(["A", "new"], rows.Select(row => (string)row!["value"]!["品名"]!["value"]!));
        Assert.Equal("5", (string?)rows[0]!["value"]!["単価"]!["value"]); // not named, so kept
    }

    [Fact]
    public async Task Table_LeftOut_IsUntouchedAndEmptyDeletesAllRows()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"},"明細":{"value":[{"value":{"品名":{"value":"a"}}}]}}""");

        await UpdateAsync(id, null, "NG理由", "x");
        Assert.Single((await ReadRecordAsync(id))["明細"]!["value"]!.AsArray());

        await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{"明細":{"value":[]}}}""");
        var record = await ReadRecordAsync(id);
        Assert.Empty(record["明細"]!["value"]!.AsArray());
        Assert.Equal("0", (string?)record["合計金額"]!["value"]);
    }

    [Fact]
    public async Task No09_Times_HaveMinutePrecision()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"},"訪問日時":{"value":"2026-12-01T10:30:45+09:00"},"訪問時刻":{"value":"9:05"}}""");

        var record = await ReadRecordAsync(id);

        Assert.Equal("2026-12-01T01:30:00Z", (string?)record["訪問日時"]!["value"]);
        Assert.Equal("09:05", (string?)record["訪問時刻"]!["value"]);
        Assert.Equal("2026-11-25T01:00:00Z", (string?)record["作成日時"]!["value"]);
        Assert.Equal("2026-11-25T01:00:00Z", (string?)record["更新日時"]!["value"]);
    }

    [Fact]
    public async Task No11_ProcessManagementOff_StatusAndAssigneeAreAbsent()
    {
        await ControlAsync("PUT", "kintone/apps", """
            {"id":"30","name":"off","fields":[{"code":"ステータス","type":"status"},{"code":"作業者","type":"status-assignee"},{"code":"名","type":"single-line-text"}],
             "process":{"enable":false,"states":[{"name":"未処理"}]},"tokens":[{"token":"t30","permissions":["view","add","edit"]}]}
            """);
        var id = (string)(await KintoneAsync("POST", "record.json", """{"app":30,"record":{"名":{"value":"x"}}}""", "t30")).Json["id"]!;

        var record = (await KintoneAsync("GET", $"record.json?app=30&id={id}", token: "t30")).Json["record"]!.AsObject();

        Assert.Equal(["名", "$revision", "$id"], record.Select(field => field.Key));
        Assert.Equal("GAIA_ST02", (await KintoneAsync("PUT", "record/status.json", $$"""{"app":30,"id":{{id}},"action":"x"}""", "t30")).KintoneCode);
        Assert.False((bool)(await KintoneAsync("GET", "app/status.json?app=30", token: "t30")).Json["enable"]!);
    }

    [Theory]
    [InlineData("1.5e1", "15")]
    [InlineData("  12 ", "12")]
    [InlineData("-0.50", "-0.5")]
    [InlineData("007", "7")]
    [InlineData("1,000", "")]
    [InlineData("１２", "")]
    [InlineData("abc", "")]
    public async Task No12_NumberInARow_IsNormalisedOrSilentlyEmpty(string sent, string kept)
    {
        var id = await AddRecordAsync($$$$$"""{"注文番号":{"value":"A-1"},"明細":{"value":[{"value":{"単価":{"value":"{{{{{sent}}}}}"}}}]}}""");

        Assert.Equal(kept, (string?)(await ReadRecordAsync(id))["明細"]!["value"]![0]!["value"]!["単価"]!["value"]);
    }

    [Fact]
    public async Task No12_NumberAtTopLevel_IsNormalisedOrRefused()
    {
        await ControlAsync("PUT", "kintone/apps", """{"id":"31","name":"n","fields":[{"code":"額","type":"number"}],"tokens":[{"token":"t31","permissions":["view","add"]}]}""");

        var good = await KintoneAsync("POST", "record.json", """{"app":31,"record":{"額":{"value":" 1.5e1 "}}}""", "t31");
        var bad = await KintoneAsync("POST", "record.json", """{"app":31,"record":{"額":{"value":"1,000"}}}""", "t31");

        Assert.Equal("15", (string?)(await KintoneAsync("GET", $"record.json?app=31&id={good.Json["id"]}", token: "t31")).Json["record"]!["額"]!["value"]);
        Assert.Equal((400, "CB_VA01"), (bad.Code, bad.KintoneCode));
        Assert.True(bad.Json["errors"]!.AsObject().ContainsKey("record[額].value"));
    }

    [Fact]
    public async Task Fields_Cleared_ShowTheEmptyOfTheirType()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"},"支払方法":{"value":"Paid"},"受注日":{"value":"2026-11-25"},"連絡方法":{"value":["SMS"]},"顧客名":{"value":"x"}}""");

        await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{"支払方法":{"value":""},"受注日":{"value":null},"連絡方法":{"value":[]},"顧客名":{"value":""}}}""");

        var record = await ReadRecordAsync(id);
        Assert.Null(record["支払方法"]!["value"]);
        Assert.Null(record["受注日"]!["value"]);
        Assert.Empty(record["連絡方法"]!["value"]!.AsArray());
        Assert.Equal("", (string?)record["顧客名"]!["value"]);
    }

    [Fact]
    public async Task Formula_MoreThanTheNumbersHold_IsEmptyAndNotAFailure()
    {
        var huge = new string('9', 20);

        var id = await AddRecordAsync(string.Create(CultureInfo.InvariantCulture, $$$$$"""{"注文番号":{"value":"A-1"},"明細":{"value":[{"value":{"単価":{"value":"{{{{{huge}}}}}"},"数量":{"value":"{{{{{huge}}}}}"}}}]}}"""));

        Assert.Equal("", (string?)(await ReadRecordAsync(id))["明細"]!["value"]![0]!["value"]!["金額"]!["value"]);
    }

    private Task<Answer> UpdateAsync(string id, string? revision, string field, string value)
    {
        var checkedRevision = revision is null ? "" : $"\"revision\":{revision},";
        return KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},{{{{{checkedRevision}}}}}"record":{"{{{{{field}}}}}":{"value":"{{{{{value}}}}}"}}}""");
    }

    private static JsonValue Value(JsonNode node, string name) => node[name]!.AsValue();
}
