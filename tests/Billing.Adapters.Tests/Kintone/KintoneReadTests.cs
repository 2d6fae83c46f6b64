using Billing.Adapters.Tests.Http;
using Billing.Core.Apps;

namespace Billing.Adapters.Tests.Kintone;

public sealed class KintoneReadTests
{
    [Fact]
    public async Task ReadAsync_One_AsksForTheRecordWithTokenAndWithoutContentType()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.One(KintoneKit.Record("add_record.json")));

        var record = await KintoneKit.App(service).ReadAsync("101", CancellationToken.None);

        Assert.Equal(1, record!.Revision);
        var request = Assert.Single(service.Requests);
        Assert.Equal(("GET", "/k/v1/record.json", "?app=12&id=101"), (request.Method, request.Path, request.Query));
        Assert.Equal(KintoneKit.Token, request.Headers["X-Cybozu-API-Token"]);
        Assert.False(request.Headers.ContainsKey("Content-Type"));
    }

    [Fact]
    public async Task ReadAsync_GuestSpace_UsesItsPath()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.One(KintoneKit.Record("add_record_app_code.json")));

        await KintoneKit.App(KintoneKit.Settings(service.Url) with { GuestSpaceId = "5" }).ReadAsync("104", CancellationToken.None);

        Assert.Equal("/k/guest/5/v1/record.json", Assert.Single(service.Requests).Path);
    }

    [Fact]
    public async Task ReadAsync_ManyWithinTheWindow_AreOneQuery()
    {
        await using var service = await FakeService.StartAsync(_ =>
            KintoneKit.Many(Enumerable.Range(101, 20).Where(id => id != 107).Reverse().Select(id => KintoneKit.Record("add_record.json", $"{id}", id))));
        var app = KintoneKit.App(service);

        var records = await Task.WhenAll(Enumerable.Range(101, 20).Select(id => app.ReadAsync($"{id}", CancellationToken.None)));

        var request = Assert.Single(service.Requests);
        Assert.Equal("/k/v1/records.json", request.Path);
        Assert.Contains("$id in (\"101\", \"102\",", request.QueryText, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(101, 20).Select(id => id == 107 ? (long?)null : id), records.Select(record => record?.Revision));
    }

    [Fact]
    public async Task ReadAsync_TheSameRecordAtOnce_IsAskedForOnce()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.One(KintoneKit.Record("add_record.json")));
        var app = KintoneKit.App(service);

        var records = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.ReadAsync("101", CancellationToken.None)));

        Assert.Single(service.Requests);
        Assert.All(records, record => Assert.Equal("101", record!.RecordId));
    }

    [Fact]
    public async Task ReadAsync_AfterAnEarlierAnswer_AsksAgain()
    {
        await using var service = await FakeService.StartAsync(request => KintoneKit.One(KintoneKit.Record("add_record.json", "101", request.Number)));
        var app = KintoneKit.App(service);

        await app.ReadAsync("101", CancellationToken.None);

        Assert.Equal(2, (await app.ReadAsync("101", CancellationToken.None))!.Revision);
    }

    [Fact]
    public async Task ReadAsync_MoreThanABatch_AreSeveralQueries()
    {
        await using var service = await FakeService.StartAsync(request => KintoneKit.Many([]));
        var app = KintoneKit.App(service);

        await Task.WhenAll(Enumerable.Range(1, 250).Select(id => app.ReadAsync($"{id}", CancellationToken.None)));

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.True(request.Query.Length < 8_000));
    }

    [Fact]
    public async Task ReadAsync_Deleted_IsNull()
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.Error(404, "GAIA_RE01"));

        Assert.Null(await KintoneKit.App(service).ReadAsync("101", CancellationToken.None));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1 or 1=1")]
    [InlineData("abc")]
    [InlineData("1234567890123456789")]
    public async Task ReadAsync_NoIdOfKintones_IsNullWithoutARequest(string id)
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok("{}"));

        Assert.Null(await KintoneKit.App(service).ReadAsync(id, CancellationToken.None));
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(520, "GAIA_IA02", 1, false)]
    [InlineData(401, "CB_AU01", 1, false)]
    [InlineData(404, "GAIA_AP01", 1, false)]
    [InlineData(403, "CB_NO02", 1, false)]
    [InlineData(520, "GAIA_DA02", 4, true)]
    [InlineData(429, "GAIA_TO04", 4, true)]
    public async Task ReadAsync_Error_IsRepeatedOnlyWhenThatCanHelp(int status, string code, int requests, bool isTransient)
    {
        await using var service = await FakeService.StartAsync(_ => KintoneKit.Error(status, code));

        var failure = await Assert.ThrowsAsync<LowCodeAppException>(() => KintoneKit.App(service).ReadAsync("101", CancellationToken.None));

        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Equal(requests, service.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_MaintenancePageThenOk_IsRepeated()
    {
        await using var service = await FakeService.StartAsync(request => request.Number < 3
            ? new Answer(503, "<html>メンテナンス中</html>", "text/html")
            : KintoneKit.One(KintoneKit.Record("add_record.json")));

        Assert.NotNull(await KintoneKit.App(service).ReadAsync("101", CancellationToken.None));
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_ConnectionBroken_IsTransientAfterItsRepeats()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Broken);

        var failure = await Assert.ThrowsAsync<LowCodeAppException>(() => KintoneKit.App(service).ReadAsync("101", CancellationToken.None));

        Assert.True(failure.IsTransient);
        Assert.Equal(4, service.Requests.Count);
    }

    [Fact]
    public async Task ReadAsync_AnswersTooLarge_AreAskedForInHalves()
    {
        await using var service = await FakeService.StartAsync(request => request.Path.EndsWith("records.json", StringComparison.Ordinal)
            ? KintoneKit.Many(Enumerable.Range(101, 4).Select(id => KintoneKit.Record("add_record.json", $"{id}", id)))
            : KintoneKit.One(KintoneKit.Record("add_record.json", request.Query.Split('=')[^1], 9)));
        var app = KintoneKit.App(service, limits: TestLimits.Quick with { LargestReply = 9_000 });

        var records = await Task.WhenAll(Enumerable.Range(101, 4).Select(id => app.ReadAsync($"{id}", CancellationToken.None)));

        Assert.Equal(["101", "102", "103", "104"], records.Select(record => record!.RecordId));
    }

    [Fact]
    public async Task ReadAsync_AnswerWithoutARevision_IsAnErrorOfItsOwn()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok("""{"record":{"$id":{"type":"__ID__","value":"101"}}}"""));

        var failure = await Assert.ThrowsAsync<LowCodeAppException>(() => KintoneKit.App(service).ReadAsync("101", CancellationToken.None));

        Assert.Equal("unreadable_answer", failure.Code);
    }

    [Fact]
    public async Task ReadAsync_WhateverHappens_LogsNoPersonalDataAndNoToken()
    {
        var log = new LogCapture();
        await using var service = await FakeService.StartAsync(request => request.Number switch
        {
            1 => KintoneKit.Error(429, "GAIA_TO04"),
            2 => KintoneKit.One(KintoneKit.Record("add_record.json")),
            _ => KintoneKit.Error(400, "CB_VA01"),
        });
        var app = KintoneKit.App(service, log);

        var record = await app.ReadAsync("101", CancellationToken.None);
        var failure = await Assert.ThrowsAsync<LowCodeAppException>(() => app.ReadAsync("101", CancellationToken.None));

        Assert.Contains("CB_VA01", log.All, StringComparison.Ordinal);
        foreach (var secret in (string[])["田中", "ﾀﾅｶ", "麹町", "090-0000", KintoneKit.Token])
        {
            Assert.DoesNotContain(secret, log.All + failure + record + record!.Order, StringComparison.Ordinal);
        }
    }
}
