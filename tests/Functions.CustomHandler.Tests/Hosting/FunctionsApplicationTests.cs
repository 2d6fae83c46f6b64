using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

using Functions.CustomHandler.Durable.Execution;
using Functions.CustomHandler.Invocation;

using Google.Protobuf;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Testing;

using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Hosting;

/// <summary>A whole app over real HTTP: the functions of <see cref="RunningFunctions"/>, called as the host calls them.</summary>
public sealed class FunctionsApplicationTests : IAsyncLifetime
{
    private readonly Received _received = new();
    private readonly CapturedLog _log = new();
    private readonly ManualTimeProvider _time = new();
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = FunctionsApplication.CreateBuilder(["--FUNCTIONS_CUSTOMHANDLER_PORT=0"], [typeof(RunningFunctions)]);
        builder.Services.AddSingleton(_received);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Logging.ClearProviders().AddProvider(_log);
        _app = builder.Build();
        await _app.StartAsync();
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _log.Dispose();
    }

    [Fact]
    public async Task Root_WhenTheAppRuns_Answers200()
    {
        using var answer = await _http.GetAsync("/");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>The host takes any answer of <c>GET /</c> for readiness (functions-custom-handler §2.2): until the app can serve, nothing may answer at all.</summary>
    [Fact]
    public async Task Root_WhileTheAppStarts_AnswersNothing()
    {
        var gate = new Gate();
        var port = FreePort();
        var builder = FunctionsApplication.CreateBuilder([$"--FUNCTIONS_CUSTOMHANDLER_PORT={port}"], [typeof(RunningFunctions)]);
        builder.Services.AddSingleton(_received).AddHostedService(_ => gate);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        var start = app.StartAsync();
        await gate.Reached.Task;
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/"));
        gate.Open.SetResult();
        await start;

        using var answer = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await app.StopAsync();
    }

    [Fact]
    public async Task Post_UnknownFunction_Is404()
    {
        using var answer = await CallAsync("Nobody", """{"Data":{},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("OnMessage")]
    [InlineData("onmessage")]
    public async Task Post_ServiceBusMessage_GivesTextAndMetadataAndAnswersAnObject(string name)
    {
        using var answer = await CallAsync(name, """{"Data":{"message":"\"{\\\"id\\\":7}\""},"Metadata":{"MessageId":"\"m-1\"","DeliveryCount":"2"}}""");

        Assert.Equal("""{"Outputs":{}}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["""{"id":7}|m-1|2|call-1"""], _received.Values);
    }

    [Fact]
    public async Task Post_Timer_ReadsTheInfoIgnoringCase()
    {
        using var answer = await CallAsync("OnTimer",
            """{"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00","Next":"2026-01-01T01:30:00+00:00","LastUpdated":"2026-01-01T01:30:00+00:00"},"isPastDue":true}},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["True|01/01/0001 00:00:00"], _received.Values);
    }

    [Fact]
    public async Task Post_Activity_AnswersItsResultAsJsonTextInAString()
    {
        using var answer = await CallAsync("Measure", """{"Data":{"input":"\"\\\"Tokyo\\\"\""},"Metadata":{}}""");

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("""{"$ok":5}""", body.RootElement.GetProperty("ReturnValue").GetString());
    }

    [Fact]
    public async Task Post_FunctionThatThrows_Is500WithAShortAsciiReasonAndNoBody()
    {
        using var answer = await CallAsync("OnMessage", """{"Data":{"message":"\"fail\""},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal($"{typeof(OddFailureException).FullName}: %E5%A4%B1%E6%95%97", answer.ReasonPhrase);
        Assert.Empty(await answer.Content.ReadAsStringAsync());
        Assert.Contains(_log.Lines, line => line.Contains("OnMessage failed in invocation call-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_ActivityCancelledByItsDeadline_FailsWithAPhraseThatNamesTheTime()
    {
        var deadline = _app.Services.GetRequiredService<InvocationLimits>().Deadline;
        Assert.NotEqual(Timeout.InfiniteTimeSpan, deadline);
        var call = CallAsync("Linger", """{"Data":{"input":"null"},"Metadata":{}}""");
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (_received.Count == 0)
        {
            Assert.False(call.IsCompleted, "The function was not reached.");
            await clock.WaitForNextTickAsync(late.Token);
        }

        _time.Advance(deadline);

        using var answer = await call.WaitAsync(late.Token);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.True(ReasonPhrase.TryRead(answer.ReasonPhrase!, out var type, out var message));
        Assert.Equal(("Functions.CustomHandler.Invocation.InvocationTimedOutException", $"Linger was cancelled after {deadline:c}"), (type, message));
    }

    [Fact]
    public async Task Post_ActivityThatFailsAsExpected_Is200WithAnEnvelope()
    {
        using var answer = await CallAsync("Refuse", """{"Data":{"input":"null"},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("""{"$fail":{"type":"Odd","message":"理由","nonRetriable":true}}""", body.RootElement.GetProperty("ReturnValue").GetString());
    }

    [Fact]
    public async Task Post_OrchestrationTurn_IsAnsweredWithActions()
    {
        // durable-protocol §12: instance i1, orchestrator Hello, input "x".
        const string Turn = "CgJpMSIVCP///////////wESBgiA/uvKBnIAIi8I////////////ARIGCID+68oGGhoKBUhlbGxvGgUKAyJ4IiIKCgJpMRIECgJlMQ==";

        using var answer = await CallAsync("Hello", $$$$"""{"Data":{"context":"\"{{{{Turn}}}}\""},"Metadata":{"sys":{}}}""");

        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("CgJpMRITEhEKCFNheUhlbGxvGgUKAyJ4Ig==", body.RootElement.GetProperty("ReturnValue").GetString());
    }

    [Fact]
    public async Task Post_OrchestrationTurnAboveTheBound_IsAFailureThatSaysSoAndNoHttpError()
    {
        var limit = _app.Services.GetRequiredService<InvocationLimits>().MaxResponseBytes;
        var request = new P.OrchestratorRequest
        {
            InstanceId = "i1",
            NewEvents =
            {
                new P.HistoryEvent { EventId = -1, Timestamp = new(), OrchestratorStarted = new() },
                new P.HistoryEvent
                {
                    EventId = -1, Timestamp = new(),
                    ExecutionStarted = new() { Name = "Swell", Input = $"{limit}", OrchestrationInstance = new() { InstanceId = "i1", ExecutionId = "e1" } },
                },
            },
        };

        using var answer = await CallAsync("Swell", $$$$"""{"Data":{"context":"\"{{{{Convert.ToBase64String(request.ToByteArray())}}}}\""},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var turn = P.OrchestratorResponse.Parser.ParseFrom(body.RootElement.GetProperty("ReturnValue").GetBytesFromBase64());
        Assert.Equal("TurnTooLarge", Assert.Single(turn.Actions).CompleteOrchestration.FailureDetails.ErrorType);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"Data":{"context":"\ud800"}}""")]
    [InlineData("""{"Data":{"context":"\"AAAA\""}}""")]
    public async Task Post_OrchestrationTurnThatIsNone_IsAnsweredWellFormed(string request)
    {
        using var answer = await CallAsync("Hello", request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.NotEmpty(body.RootElement.GetProperty("ReturnValue").GetBytesFromBase64());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("")]
    public async Task Post_BodyThatIsNoInvocation_Is500AndCallsNothing(string body)
    {
        using var answer = await CallAsync("OnMessage", body);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(_received.Values);
    }

    [Fact]
    public async Task Post_BodyAboveTheBound_Is500AndTheAppGoesOn()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(_http.BaseAddress!.Host, _http.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /OnMessage HTTP/1.1\r\nHost: x\r\nContent-Length: {InvocationLimits.MaxRequestBytes + 1}\r\n\r\n"));
        using var answer = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 500 ", await answer.ReadLineAsync(), StringComparison.Ordinal);
        using var root = await _http.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, root.StatusCode);
    }

    [Fact]
    public async Task Post_ValueOfTheWrongShape_SaysWhichBindingWithoutQuotingIt()
    {
        using var answer = await CallAsync("OnTimer", """{"Data":{"timer":"\"090-1234-5678\""},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("binding 'timer'", Uri.UnescapeDataString(answer.ReasonPhrase!), StringComparison.Ordinal);
        Assert.DoesNotContain("090", answer.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ResultAboveTheBound_Is500ThatNamesBothSizes()
    {
        var limit = _app.Services.GetRequiredService<InvocationLimits>().MaxResponseBytes;

        using var answer = await CallAsync("Grow", $$$"""{"Data":{"input":"\"{{{limit}}}\""},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains($"{limit} were expected at the most", answer.ReasonPhrase, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpFunction_UnderThePrefix_IsAnOrdinaryEndpoint()
    {
        Assert.Equal("item 7 of GET", await _http.GetStringAsync("/api/items/7"));
        using var missing = await _http.GetAsync("/api/items/seven");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var method = await _http.DeleteAsync("/api/items/7");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, method.StatusCode);
    }

    [Fact]
    public async Task HttpFunction_ThatThrows_Is500WithACodeAndNothingOfTheCause()
    {
        using var answer = await _http.GetAsync("/api/break");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var body = await answer.Content.ReadAsStringAsync();
        using var problem = JsonDocument.Parse(body);
        Assert.Equal("internal_error", problem.RootElement.GetProperty("code").GetString());
        Assert.Contains("内部エラーです。", body, StringComparison.Ordinal); // readable, not as \u escapes
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        Assert.Contains(_log.Lines, line => line.Contains("Break failed in an HTTP request", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_ManyAtOnce_EachHasItsOwnScope()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => CallAsync("OnMessage", $$$"""{"Data":{"message":"\"m{{{n}}}\""},"Metadata":{}}""")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(50, _received.Values.Distinct().Count());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("70000")]
    public void Build_WithoutAPort_SaysThatTheHostSetsIt(string port)
    {
        var builder = FunctionsApplication.CreateBuilder([$"--FUNCTIONS_CUSTOMHANDLER_PORT={port}"], [typeof(RunningFunctions)]);

        var failure = Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Contains($"FUNCTIONS_CUSTOMHANDLER_PORT must be a port; '{port}' was found", failure.Message, StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> CallAsync(string function, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/{function}") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("X-Azure-Functions-InvocationId", "call-1");
        return await _http.SendAsync(request);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Work of a start that is not over until the gate opens.</summary>
    private sealed class Gate : IHostedService
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            Reached.SetResult();
            return Open.Task.WaitAsync(cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
