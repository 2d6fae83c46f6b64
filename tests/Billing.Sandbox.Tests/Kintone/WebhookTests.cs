using Billing.Sandbox.Tests.Harness;
using Microsoft.AspNetCore.Http;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Webhooks at a real receiver: kintone.md §2.5, §2.6, §10 no. 7.</summary>
public sealed class WebhookTests : SandboxTest, IAsyncLifetime
{
    private WebhookReceiver _receiver = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _receiver = await WebhookReceiver.StartAsync();
        await RegisterAsync("");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task SingleRecordCallsAndPersons_Notify()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{}}""");
        await KintoneAsync("PUT", "record/status.json", $$"""{"app":12,"id":{{id}},"action":"訪問を予定する"}""");
        await ControlAsync("PUT", $"kintone/apps/12/records/{id}", """{"user":"suzuki","record":{"顧客名":"x"}}""");
        await KintoneAsync("POST", "record/comment.json", $$$$$"""{"app":12,"record":{{{{{id}}}}},"comment":{"text":"x"}}""");
        await ControlAsync("DELETE", $"kintone/apps/12/records/{id}?user=suzuki");

        var arrivals = await _receiver.NextAsync(6);

        Assert.Equal(
            ["ADD_RECORD", "ADD_RECORD_COMMENT", "DELETE_RECORD", "UPDATE_RECORD", "UPDATE_RECORD", "UPDATE_STATUS"],
            arrivals.Select(arrival => arrival.Type).Order(StringComparer.Ordinal));
        Assert.Equal(6, arrivals.Select(arrival => arrival.Id).Distinct().Count());
        Assert.All(arrivals, arrival =>
        {
            Assert.Equal(("POST", "?code=secret-of-the-url"), (arrival.Method, arrival.Query));
            Assert.StartsWith("application/json", arrival.ContentType, StringComparison.Ordinal);
            Assert.True(Guid.TryParse(arrival.Id, out _));
        });
    }

    [Fact]
    public async Task No07_CallsOnSeveralRecords_DoNotNotify()
    {
        await KintoneAsync("POST", "records.json", """{"app":12,"records":[{"注文番号":{"value":"A-1"}}]}""");
        await KintoneAsync("PUT", "records.json", """{"app":12,"records":[{"id":101,"record":{"NG理由":{"value":"x"}}}]}""");
        await KintoneAsync("PUT", "records/status.json", """{"app":12,"records":[{"id":101,"action":"訪問を予定する"}]}""");
        await KintoneAsync("DELETE", "records.json?app=12&ids[0]=101");
        await AddRecordAsync("""{"注文番号":{"value":"the next one"}}""");

        Assert.Equal("the next one", (await _receiver.NextAsync()).Order);
        Assert.True(_receiver.IsEmpty);
    }

    [Fact]
    public async Task RefusedRequest_DoesNotNotify()
    {
        await KintoneAsync("POST", "bulkRequest.json", """
            {"requests":[
              {"method":"POST","api":"/k/v1/record.json","payload":{"app":12,"record":{"注文番号":{"value":"undone"}}}},
              {"method":"PUT","api":"/k/v1/record.json","payload":{"app":12,"id":999}}]}
            """);
        await AddRecordAsync("""{"注文番号":{"value":"done"}}""");

        Assert.Equal("done", (await _receiver.NextAsync()).Order);
    }

    [Fact]
    public async Task Events_OnlyThoseRegisteredFor_Arrive()
    {
        await RegisterAsync(""","events":["UPDATE_RECORD"]""");
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await KintoneAsync("PUT", "record.json", $$$$$"""{"app":12,"id":{{{{{id}}}}},"record":{}}""");

        Assert.Equal("UPDATE_RECORD", (await _receiver.NextAsync()).Type);
    }

    [Fact]
    public async Task No07_The61stWithinAMinute_IsDroppedAndNotQueued()
    {
        for (var number = 1; number <= 62; number++)
        {
            await AddRecordAsync($$$$$"""{"注文番号":{"value":"A-{{{{{number}}}}}"}}""");
        }

        await _receiver.NextAsync(60);
        await CountedAsync("sent", 60); // answered, so that moving the clock cuts none of them off
        Time.Advance(TimeSpan.FromSeconds(60));
        await AddRecordAsync("""{"注文番号":{"value":"after"}}""");

        Assert.Equal("after", (await _receiver.NextAsync()).Order);
        await CountedAsync("sent", 61);
        Assert.Equal(2, await CountAsync("over-limit"));
    }

    [Fact]
    public async Task No07_TheLimit_CountsOverAllAppsOfTheDomain()
    {
        await ControlAsync("PUT", "kintone/apps", """{"id":"50","name":"o","fields":[],"tokens":[{"token":"t50","permissions":["add"]}]}""");
        await ControlAsync("PUT", "kintone/apps/50/webhooks", $$"""{"webhooks":[{"url":"{{_receiver.Url}}"}]}""");
        await ControlAsync("PUT", "kintone/webhook-rules", """{"limitPerMinute":1}""");

        await KintoneAsync("POST", "record.json", """{"app":50}""", "t50");
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        Assert.Equal("50", (string?)(await _receiver.NextAsync()).Body["app"]!["id"]);
        Assert.Equal(1, await CountAsync("over-limit"));
    }

    [Fact]
    public async Task Receiver_AnswersAnError_ThereIsNoSecondTry()
    {
        _receiver.Respond = context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        };
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await CountedAsync("failed", 1);
        Time.Advance(TimeSpan.FromHours(1));
        _receiver.Respond = _ => Task.CompletedTask;
        await AddRecordAsync("""{"注文番号":{"value":"A-2"}}""");

        Assert.Equal(["A-1", "A-2"], (await _receiver.NextAsync(2)).Select(arrival => arrival.Order));
        Assert.True(_receiver.IsEmpty);
    }

    [Fact]
    public async Task Receiver_SilentForFiveSeconds_CountsAsTimedOut()
    {
        _receiver.Respond = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await _receiver.NextAsync();

        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, await CountAsync("timed-out"));
        Time.Advance(TimeSpan.FromSeconds(0.1));

        await CountedAsync("timed-out", 1);
    }

    [Fact]
    public async Task No07_Duplicates_ArriveWithTheSameId()
    {
        await ControlAsync("PUT", "kintone/webhook-rules", """{"deliveries":5}""");
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");

        var arrivals = await _receiver.NextAsync(5);

        Assert.Single(arrivals.Select(arrival => arrival.Id).Distinct());
    }

    [Fact]
    public async Task No07_Reordered_LastFirst()
    {
        await ControlAsync("PUT", "kintone/webhook-rules", """{"reorderGroup":3}""");
        foreach (var order in new[] { "1", "2", "3" })
        {
            await AddRecordAsync($$$$$"""{"注文番号":{"value":"{{{{{order}}}}}"}}""");
        }

        Assert.Equal(["3", "2", "1"], (await _receiver.NextAsync(3)).Select(arrival => arrival.Order));
    }

    [Fact]
    public async Task Reordered_GroupStaysIncomplete_LeavesAfterTheWait()
    {
        await ControlAsync("PUT", "kintone/webhook-rules", """{"reorderGroup":3}""");
        await AddRecordAsync("""{"注文番号":{"value":"1"}}""");
        await AddRecordAsync("""{"注文番号":{"value":"2"}}""");
        Assert.True(_receiver.IsEmpty);

        Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["2", "1"], (await _receiver.NextAsync(2)).Select(arrival => arrival.Order));
    }

    [Fact]
    public async Task No07_Delayed_ArrivesAfterTheDelay()
    {
        await ControlAsync("PUT", "kintone/webhook-rules", """{"delayMilliseconds":3000}""");
        await AddRecordAsync("""{"注文番号":{"value":"1"}}""");
        await Time.WhenTimerSetAsync(Start.AddSeconds(3));
        Assert.True(_receiver.IsEmpty);

        Time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("1", (await _receiver.NextAsync()).Order);
    }

    [Fact]
    public async Task Dropped_ByPercent_EvenlySpread()
    {
        await ControlAsync("PUT", "kintone/webhook-rules", """{"dropPercent":50}""");
        foreach (var order in new[] { "1", "2", "3", "4" })
        {
            await AddRecordAsync($$$$$"""{"注文番号":{"value":"{{{{{order}}}}}"}}""");
        }

        Assert.Equal(["1", "3"], (await _receiver.NextAsync(2)).Select(arrival => arrival.Order).Order(StringComparer.Ordinal));
        Assert.Equal(2, await CountAsync("dropped"));
    }

    [Fact]
    public async Task LargerThanAMegabyte_Fails()
    {
        await AddRecordAsync($$$$$"""{"注文番号":{"value":"big"},"備考":{"value":"{{{{{new string('x', 1_000_001)}}}}}"}}""");

        Assert.Equal(1, await CountAsync("too-large"));
    }

    [Fact]
    public async Task Deliveries_AreListedWithoutTheUrl()
    {
        await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await CountedAsync("sent", 1);

        var listed = await ControlAsync("GET", "kintone/deliveries");

        Assert.DoesNotContain("secret-of-the-url", listed.Text, StringComparison.Ordinal);
        Assert.Equal(("101", "sent", 202), ((string?)listed.Json[0]!["recordId"], (string?)listed.Json[0]!["outcome"], (int)listed.Json[0]!["status"]!));
    }

    [Theory]
    [InlineData("http://example.com/hook")]
    [InlineData("ftp://127.0.0.1/hook")]
    [InlineData("nothing")]
    public async Task Register_UrlThatKintoneWouldRefuse_IsRefused(string url) =>
        Assert.Equal(400, (await ControlAsync("PUT", "kintone/apps/12/webhooks", $$"""{"webhooks":[{"url":"{{url}}"}]}""")).Code);

    [Fact]
    public async Task Register_AnEleventh_IsRefused()
    {
        var eleven = string.Join(',', Enumerable.Repeat($$"""{"url":"{{_receiver.Url}}"}""", 11));

        Assert.Equal(400, (await ControlAsync("PUT", "kintone/apps/12/webhooks", $$"""{"webhooks":[{{eleven}}]}""")).Code);
    }

    private Task<Answer> RegisterAsync(string events) =>
        ControlAsync("PUT", "kintone/apps/12/webhooks", $$"""{"webhooks":[{"url":"{{_receiver.Url}}"{{events}}}]}""");

    private async Task<long> CountAsync(string outcome) =>
        (long?)(await ControlAsync("GET", "received")).Json["webhooks"]!["counts"]![outcome] ?? 0;

    private Task CountedAsync(string outcome, long count) =>
        Eventually.TrueAsync(() => State.Webhooks.Log.Counts().GetValueOrDefault(outcome) == count, $"{count} deliveries {outcome}");
}
