using System.Text.Json.Nodes;
using Billing.Adapters.Tests.Http;
using Billing.Core.Apps;

namespace Billing.Adapters.Tests.Kintone;

public sealed class KintoneWriteTests
{
    private static readonly Dictionary<string, string?> Values = new()
    {
        [WriteBackMeaning.Status] = "利用照会OK",
        [WriteBackMeaning.ProviderTransactionId] = "25040100001",
        [WriteBackMeaning.ExpectedIssueOn] = "2025-04-02",
    };

    [Fact]
    public async Task WriteAsync_Values_GoToTheMappedFieldsWithTheRevision()
    {
        await using var service = await FakeService.StartAsync(Accept);

        var result = await KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None);

        Assert.Equal(new WriteBackResult.Written(4), result);
        var request = Assert.Single(service.Requests);
        Assert.Equal(("PUT", "/k/v1/records.json"), (request.Method, request.Path));
        Assert.Equal(
            """{"app":"12","records":[{"id":"101","revision":3,"record":{"取引状況":{"value":"利用照会OK"},"NP取引ID":{"value":"25040100001"}}}]}""",
            request.Body);
    }

    [Fact]
    public async Task WriteAsync_Cleared_IsWhatTheFieldsTypeTakes()
    {
        await using var service = await FakeService.StartAsync(request =>
            request.Method == "GET" ? KintoneKit.One(KintoneKit.Record("add_record.json", "101", 3)) : Accept(request));
        var app = KintoneKit.App(service);
        await app.ReadAsync("101", CancellationToken.None);

        await app.WriteAsync(
            "101",
            3,
            new Dictionary<string, string?> { [WriteBackMeaning.Status] = null, [WriteBackMeaning.PaidOn] = null, [WriteBackMeaning.Reason] = "一行目\n二行目" },
            CancellationToken.None);

        var record = JsonNode.Parse(service.Requests[^1].Body)!["records"]![0]!["record"]!;
        Assert.Equal("", record["取引状況"]!["value"]!.GetValue<string>());
        Assert.Null(record["購入者支払日"]!["value"]);
        Assert.Equal("一行目 二行目", record["NG理由"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task WriteAsync_NothingMapped_IsNoRequest()
    {
        await using var service = await FakeService.StartAsync(Accept);
        var values = new Dictionary<string, string?> { [WriteBackMeaning.AdvancedOn] = "2025-05-15" };

        Assert.Equal(new WriteBackResult.Written(3), await KintoneKit.App(service).WriteAsync("101", 3, values, CancellationToken.None));
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task WriteAsync_ManyAtOnce_AreOneBatch()
    {
        await using var service = await FakeService.StartAsync(Accept);
        var app = KintoneKit.App(service);

        var results = await Task.WhenAll(Enumerable.Range(1, 30).Select(id => app.WriteAsync($"{id}", id, Values, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(1, 30).Select(id => new WriteBackResult.Written(id + 1)), results);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task WriteAsync_MoreThanABatch_AreBatchesOfAHundred()
    {
        await using var service = await FakeService.StartAsync(Accept);
        var app = KintoneKit.App(service);

        await Task.WhenAll(Enumerable.Range(1, 250).Select(id => app.WriteAsync($"{id}", id, Values, CancellationToken.None)));

        Assert.Equal([50, 100, 100], service.Requests.Select(request => Records(request).Count).Order());
    }

    [Theory]
    [InlineData(400, "CB_VA01", "Refused")]
    [InlineData(400, "GAIA_LO04", "Refused")]
    [InlineData(520, "CB_IJ01", "Refused")]
    [InlineData(409, "GAIA_CO02", "Conflict")]
    [InlineData(404, "GAIA_RE01", "Gone")]
    public async Task WriteAsync_OneBadRecordInABatch_StopsNoOther(int status, string code, string expected)
    {
        await using var service = await FakeService.StartAsync(request => Ids(request).Contains("13") ? KintoneKit.Error(status, code) : Accept(request));
        var app = KintoneKit.App(service);

        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(id => app.WriteAsync($"{id}", id, Values, CancellationToken.None)));

        Assert.Equal(expected, results[12].GetType().Name);
        Assert.All(results.Where((_, index) => index != 12), result => Assert.IsType<WriteBackResult.Written>(result));
        Assert.InRange(service.Requests.Count, 5, 12);
    }

    [Theory]
    [InlineData(520, "GAIA_IA02", false, 1)]
    [InlineData(403, "CB_NO02", false, 1)]
    [InlineData(429, "GAIA_TO04", true, 4)]
    [InlineData(520, "GAIA_DA02", true, 4)]
    public async Task WriteAsync_WhatConcernsTheWholeBatch_IsNotHalved(int status, string code, bool isTransient, int requests)
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.Error(status, code));
        var app = KintoneKit.App(service);

        var writes = Enumerable.Range(1, 4).Select(id => app.WriteAsync($"{id}", id, Values, CancellationToken.None)).ToList();

        foreach (var write in writes)
        {
            Assert.Equal(isTransient, (await Assert.ThrowsAsync<LowCodeAppException>(() => write)).IsTransient);
        }

        Assert.Equal(requests, service.Requests.Count);
    }

    [Fact]
    public async Task WriteAsync_AnswerLostAfterSuccess_IsFoundByReadingAgain()
    {
        await using var service = await FakeService.StartAsync(request => (request.Method, request.Number) switch
        {
            ("PUT", 1) => Answer.Broken,
            ("PUT", _) => KintoneKit.Error(409, "GAIA_CO02"),
            _ => KintoneKit.One(Written("101", 4)),
        });

        Assert.Equal(new WriteBackResult.Written(4), await KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None));
        Assert.Equal(["PUT", "PUT", "GET"], service.Requests.Select(request => request.Method));
    }

    [Fact]
    public async Task WriteAsync_AnswerLostAndSomebodyElseWasFaster_IsAConflict()
    {
        await using var service = await FakeService.StartAsync(request => (request.Method, request.Number) switch
        {
            ("PUT", 1) => Answer.Broken,
            ("PUT", _) => KintoneKit.Error(409, "GAIA_CO02"),
            _ => KintoneKit.One(KintoneKit.Record("add_record.json", "101", 4)),
        });

        Assert.IsType<WriteBackResult.Conflict>(await KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None));
    }

    [Fact]
    public async Task WriteAsync_AnswerLostAndEditedSince_IsAConflictSoThatTheEditIsSeen()
    {
        await using var service = await FakeService.StartAsync(request => (request.Method, request.Number) switch
        {
            ("PUT", 1) => Answer.Broken,
            ("PUT", _) => KintoneKit.Error(409, "GAIA_CO02"),
            _ => KintoneKit.One(Written("101", 5)),
        });

        Assert.IsType<WriteBackResult.Conflict>(await KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None));
    }

    [Fact]
    public async Task WriteAsync_EveryAnswerLostAndNothingDone_IsTransient()
    {
        await using var service = await FakeService.StartAsync(request =>
            request.Method == "PUT" ? Answer.Broken : KintoneKit.One(KintoneKit.Record("add_record.json", "101", 3)));

        var failure = await Assert.ThrowsAsync<LowCodeAppException>(
            () => KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None));

        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task WriteAsync_Conflict_IsNotReadAgain()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.Error(409, "GAIA_CO02"));

        Assert.IsType<WriteBackResult.Conflict>(await KintoneKit.App(service).WriteAsync("101", 3, Values, CancellationToken.None));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task WriteAsync_TheSameRecordTwice_AreTwoBatches()
    {
        await using var service = await FakeService.StartAsync(Accept);
        var app = KintoneKit.App(service);

        await Task.WhenAll(app.WriteAsync("101", 3, Values, CancellationToken.None), app.WriteAsync("101", 4, Values, CancellationToken.None));

        Assert.All(service.Requests, request => Assert.Single(Ids(request)));
        Assert.Equal(2, service.Requests.Count);
    }

    private static JsonObject Written(string id, long revision)
    {
        var record = KintoneKit.Record("add_record.json", id, revision);
        record["取引状況"]!["value"] = "利用照会OK";
        record["NP取引ID"]!["value"] = "25040100001";
        return record;
    }

    private static Answer Accept(Received request) => Answer.Ok(new JsonObject
    {
        ["records"] = new JsonArray([.. Records(request).Select(record => new JsonObject
        {
            ["id"] = record!["id"]!.GetValue<string>(),
            ["revision"] = $"{record["revision"]!.GetValue<long>() + 1}",
        })]),
    }.ToJsonString());

    private static JsonArray Records(Received request) => JsonNode.Parse(request.Body)!["records"]!.AsArray();

    private static IReadOnlyList<string> Ids(Received request) => [.. Records(request).Select(record => record!["id"]!.GetValue<string>())];
}
