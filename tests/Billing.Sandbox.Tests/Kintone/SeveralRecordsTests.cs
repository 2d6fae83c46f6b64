using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Calls on several records and several calls in one: kintone.md §3.1, §10 no. 8.</summary>
public sealed class SeveralRecordsTests : SandboxTest
{
    [Fact]
    public async Task No08_AddSeveral_OneInvalid_AddsNoneAndNamesItsPlace()
    {
        var answer = await KintoneAsync("POST", "records.json", """{"app":12,"records":[{"注文番号":{"value":"A-1"}},{"支払方法":{"value":"現金"},"注文番号":{"value":"A-2"}}]}""");

        Assert.True(answer.Json["errors"]!.AsObject().ContainsKey("records[1].支払方法.value"));
        Assert.Equal("0", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);
    }

    [Fact]
    public async Task AddSeveral_Valid_AnswersIdsAndRevisions()
    {
        var answer = await KintoneAsync("POST", "records.json", """{"app":12,"records":[{"注文番号":{"value":"A-1"}},{"注文番号":{"value":"A-2"}}]}""");

        Assert.Equal("""{"ids":["101","102"],"revisions":["1","1"]}""", answer.Text);
    }

    [Fact]
    public async Task No08_UpdateSeveral_OneConflicts_UpdatesNone()
    {
        var (one, two) = await TwoAsync();

        var answer = await KintoneAsync("PUT", "records.json", $$$$$"""{"app":12,"records":[{"id":{{{{{one}}}}},"revision":1,"record":{"NG理由":{"value":"x"}}},{"id":{{{{{two}}}}},"revision":7,"record":{"NG理由":{"value":"x"}}}]}""");

        Assert.Equal((409, "GAIA_CO02"), (answer.Code, answer.KintoneCode));
        var record = await ReadRecordAsync(one);
        Assert.Equal(("", "1"), ((string?)record["NG理由"]!["value"], (string?)record["$revision"]!["value"]));
    }

    [Fact]
    public async Task UpdateSeveral_ByIdAndByKey_AnswersTheRevisionsAndTellsInvalidPlaces()
    {
        var (one, _) = await TwoAsync();

        var good = await KintoneAsync("PUT", "records.json", $$$$$"""{"app":12,"records":[{"id":{{{{{one}}}}},"record":{"NG理由":{"value":"x"}}},{"updateKey":{"field":"注文番号","value":"A-2"},"record":{"NG理由":{"value":"y"}}}]}""");
        var bad = await KintoneAsync("PUT", "records.json", $$$$$"""{"app":12,"records":[{"id":{{{{{one}}}}},"record":{"取引状況":{"value":"?"}}}]}""");

        Assert.Equal("""{"records":[{"id":"101","revision":"2"},{"id":"102","revision":"2"}]}""", good.Text);
        Assert.True(bad.Json["errors"]!.AsObject().ContainsKey("records[0].record.取引状況.value"));
    }

    [Fact]
    public async Task Upsert_InsertsAndUpdatesByKey()
    {
        await TwoAsync();

        var answer = await KintoneAsync("PUT", "records.json", """{"app":12,"upsert":true,"records":[{"updateKey":{"field":"注文番号","value":"A-2"},"record":{"NG理由":{"value":"y"}}},{"updateKey":{"field":"注文番号","value":"A-3"},"record":{}}]}""");

        Assert.Equal("""{"records":[{"id":"102","revision":"2","operation":"UPDATE"},{"id":"103","revision":"1","operation":"INSERT"}]}""", answer.Text);
    }

    [Fact]
    public async Task UpdateKey_NotAUniqueField_IsRefused()
    {
        await TwoAsync();

        var answer = await KintoneAsync("PUT", "record.json", """{"app":12,"updateKey":{"field":"顧客名","value":"x"},"record":{}}""");

        Assert.Equal("CB_VA01", answer.KintoneCode);
    }

    [Fact]
    public async Task Delete_WithAnOldRevision_DeletesNone()
    {
        var (one, two) = await TwoAsync();

        var conflict = await KintoneAsync("DELETE", $"records.json?app=12&ids[0]={one}&ids[1]={two}&revisions[0]=1&revisions[1]=5");
        Assert.Equal("GAIA_CO02", conflict.KintoneCode);
        Assert.Equal("2", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);

        var deleted = await KintoneAsync("DELETE", $"records.json?app=12&ids[0]={one}&ids[1]={two}");
        Assert.Equal("{}", deleted.Text);
        Assert.Equal("GAIA_RE01", (await KintoneAsync("GET", $"record.json?app=12&id={one}")).KintoneCode);
    }

    [Fact]
    public async Task MoreThanAHundred_AreRefused()
    {
        var records = string.Join(',', Enumerable.Range(0, 101).Select(number => $$$$$"""{"注文番号":{"value":"N-{{{{{number}}}}}"}}"""));

        Assert.Equal("CB_VA01", (await KintoneAsync("POST", "records.json", $$"""{"app":12,"records":[{{records}}]}""")).KintoneCode);
    }

    [Fact]
    public async Task No08_BulkRequest_OneRefused_UndoesAllAndSaysWhich()
    {
        var (one, _) = await TwoAsync();

        var answer = await KintoneAsync("POST", "bulkRequest.json", $$$$$"""
            {"requests":[
              {"method":"POST","api":"/k/v1/record.json","payload":{"app":12,"record":{"注文番号":{"value":"A-3"}}}},
              {"method":"PUT","api":"/k/v1/record.json","payload":{"app":12,"id":{{{{{one}}}}},"revision":9,"record":{}}}]}
            """);

        Assert.Equal(409, answer.Code);
        Assert.Equal("{}", answer.Json["results"]![0]!.ToJsonString());
        Assert.Equal("GAIA_CO02", (string?)answer.Json["results"]![1]!["code"]);
        Assert.Equal("2", (string?)(await KintoneAsync("GET", "records.json?app=12&totalCount=true")).Json["totalCount"]);
    }

    [Fact]
    public async Task BulkRequest_AllGood_AnswersEachInOrder()
    {
        var answer = await KintoneAsync("POST", "bulkRequest.json", """
            {"requests":[
              {"method":"POST","api":"/k/v1/record.json","payload":{"app":12,"record":{"注文番号":{"value":"A-1"}}}},
              {"method":"PUT","api":"/k/v1/record/status.json","payload":{"app":12,"id":101,"action":"訪問を予定する"}}]}
            """);

        Assert.Equal("""{"results":[{"id":"101","revision":"1"},{"revision":"3"}]}""", answer.Text);
    }

    [Fact]
    public async Task BulkRequest_MoreThanTwentyOrAReadingCall_IsRefused()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"method":"PUT","api":"/k/v1/record.json","payload":{}}""", 21));

        Assert.Equal("CB_VA01", (await KintoneAsync("POST", "bulkRequest.json", $$"""{"requests":[{{many}}]}""")).KintoneCode);
        var reading = await KintoneAsync("POST", "bulkRequest.json", """{"requests":[{"method":"GET","api":"/k/v1/record.json","payload":{"app":12,"id":1}}]}""");
        Assert.Equal("CB_VA01", (string?)reading.Json["results"]![0]!["code"]);
    }

    private async Task<(string One, string Two)> TwoAsync() =>
        (await AddRecordAsync("""{"注文番号":{"value":"A-1"}}"""), await AddRecordAsync("""{"注文番号":{"value":"A-2"}}"""));
}
