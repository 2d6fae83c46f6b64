using System.Net;
using System.Net.Sockets;
using System.Text;
using Billing.Adapters.Http;

namespace Billing.Adapters.Tests.Http;

public sealed class ServiceCallerTests
{
    [Fact]
    public async Task SendAsync_EffectLostAfterArrival_IsSentOnceAndLost()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Broken);

        var result = await SendAsync(service.Url, CallKind.Effect, TestLimits.Quick);

        Assert.IsType<CallResult.Lost>(result);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task SendAsync_EffectWithoutAnswer_IsLostAsTimeout()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Silent);

        var result = await SendAsync(service.Url, CallKind.Effect, TestLimits.Impatient);

        Assert.Equal("timeout", Assert.IsType<CallResult.Lost>(result).Code);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task SendAsync_EffectRefusedConnection_IsRepeatedAndNotDone()
    {
        var result = await SendAsync(ClosedPort(), CallKind.Effect, TestLimits.Quick);

        Assert.Equal("connection_refused", Assert.IsType<CallResult.NotDone>(result).Code);
    }

    [Fact]
    public async Task SendAsync_EffectTooManyThenOk_IsRepeated()
    {
        await using var service = await FakeService.StartAsync(request => request.Number < 3 ? new Answer(429, "{}") : Answer.Ok("{}"));

        var result = await SendAsync(service.Url, CallKind.Effect, TestLimits.Quick);

        Assert.False(Assert.IsType<CallResult.Answered>(result).MayHaveBeenDone);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_LongRetryAfter_IsLeftToTheCaller()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(429, "{}").With("Retry-After", "120"));

        var result = await SendAsync(service.Url, CallKind.Effect, TestLimits.Quick);

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.IsType<CallResult.NotDone>(result).RetryAfter);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task SendAsync_ReadBrokenThenOk_IsRepeated()
    {
        await using var service = await FakeService.StartAsync(request => request.Number < 3 ? Answer.Broken : Answer.Ok("{}"));

        Assert.IsType<CallResult.Answered>(await SendAsync(service.Url, CallKind.Read, TestLimits.Quick));
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_ReadAlwaysFailing_EndsAsNotDoneAfterItsRetries()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(503, "<html></html>", "text/html"));

        var result = await SendAsync(service.Url, CallKind.Read, TestLimits.Quick);

        Assert.Equal("http_503", Assert.IsType<CallResult.NotDone>(result).Code);
        Assert.Equal(4, service.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_GuardedWriteLostThenAnswered_SaysThatItMayHaveBeenDone()
    {
        await using var service = await FakeService.StartAsync(request => request.Number == 1 ? Answer.Broken : new Answer(409, "{}"));

        Assert.True(Assert.IsType<CallResult.Answered>(await SendAsync(service.Url, CallKind.GuardedWrite, TestLimits.Quick)).MayHaveBeenDone);
    }

    [Fact]
    public async Task SendAsync_AnswerBeyondTheBound_IsNotRead()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Ok($"\"{new string('x', 5_000)}\""));

        Assert.IsType<CallResult.TooLarge>(await SendAsync(service.Url, CallKind.Read, TestLimits.Quick with { LargestReply = 4_096 }));
    }

    [Fact]
    public async Task SendAsync_Redirect_IsNotFollowed()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(302, "").With("Location", "/elsewhere"));

        Assert.Equal(302, Assert.IsType<CallResult.Answered>(await SendAsync(service.Url, CallKind.Read, TestLimits.Quick)).Reply.Status);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task SendAsync_CircuitOpens_RefusesWithoutASingleRequest()
    {
        var time = new ManualTime();
        await using var service = await FakeService.StartAsync(_ => new Answer(500, "{}"));
        var limits = TestLimits.Quick with { BreakerThroughput = 4, Retries = 0 };
        using var http = ServiceHttp.Create(limits);
        var caller = new ServiceCaller(http, limits, time, Judge);
        for (var call = 0; call < 4; call++)
        {
            await caller.SendAsync(CallKind.Effect, () => Request(service.Url), CancellationToken.None);
        }

        var refused = Assert.IsType<CallResult.NotDone>(await caller.SendAsync(CallKind.Effect, () => Request(service.Url), CancellationToken.None));

        Assert.Equal("circuit_open", refused.Code);
        Assert.Equal(4, service.Requests.Count);
        time.Advance(limits.BreakDuration + TimeSpan.FromSeconds(1));
        await caller.SendAsync(CallKind.Effect, () => Request(service.Url), CancellationToken.None);
        Assert.Equal(5, service.Requests.Count);
    }

    [Fact]
    public async Task SendAsync_TotalTimeIsUpWhileWaitingForATurn_IsNotDone()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Silent);
        var limits = TestLimits.Quick with { Concurrency = 1, CallTimeout = TimeSpan.FromMilliseconds(400), AttemptTimeout = TimeSpan.FromSeconds(20) };
        using var http = ServiceHttp.Create(limits);
        var caller = new ServiceCaller(http, limits, TimeProvider.System, Judge);
        using var giveUp = new CancellationTokenSource();
        var blocking = caller.SendAsync(CallKind.Effect, () => Request(service.Url), giveUp.Token);

        var waiting = await caller.SendAsync(CallKind.Effect, () => Request(service.Url), CancellationToken.None);

        Assert.IsNotType<CallResult.Answered>(waiting);
        Assert.IsType<CallResult.Lost>(await blocking);
    }

    [Fact]
    public async Task SendAsync_CallerGivesUp_Throws()
    {
        await using var service = await FakeService.StartAsync(_ => Answer.Silent);
        using var giveUp = new CancellationTokenSource();
        using var http = ServiceHttp.Create(TestLimits.Quick);
        var caller = new ServiceCaller(http, TestLimits.Quick, TimeProvider.System, Judge);

        var call = caller.SendAsync(CallKind.Effect, () => Request(service.Url), giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task<CallResult> SendAsync(Uri url, CallKind kind, ServiceLimits limits)
    {
        using var http = ServiceHttp.Create(limits);
        return await new ServiceCaller(http, limits, TimeProvider.System, Judge).SendAsync(kind, () => Request(url), CancellationToken.None);
    }

    private static HttpRequestMessage Request(Uri url) =>
        new(HttpMethod.Post, url) { Content = new JsonPayload(Encoding.UTF8.GetBytes("{}")) };

    private static ReplyVerdict Judge(HttpReply reply) => reply.Status switch
    {
        429 => ReplyVerdict.NotDone,
        >= 500 => ReplyVerdict.Doubtful,
        _ => ReplyVerdict.Final,
    };

    private static Uri ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }
}
