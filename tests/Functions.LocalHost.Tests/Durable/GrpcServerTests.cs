using System.Net;
using System.Net.Http.Headers;

using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Grpc;

using Google.Protobuf;

using Microsoft.Extensions.Logging.Abstractions;

namespace Functions.LocalHost.Tests.Durable;

public sealed class GrpcServerTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stopping = new();
    private EngineHarness _engine = null!;
    private GrpcServer _server = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.Termination is { } ended ? [Replay.Terminate(0, ended.Input)]
                : replay.Raised.Count > 0 ? [Replay.Complete(0, replay.Raised[0].Input)] : []);
        _engine = await EngineHarness.StartAsync(app);
        _server = await GrpcServer.StartAsync(
            new TaskHubService(_engine.Engine.Hub, _engine.Engine.Queries, Task.CompletedTask), TimeProvider.System, NullLogger.Instance, _stopping.Token);
        _http = new HttpClient
        {
            BaseAddress = _server.Address,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        await _engine.DisposeAsync();
        _stopping.Dispose();
    }

    [Fact]
    public async Task Calls_OfOneLife_AnswerWhatTheExtensionAnswers()
    {
        await OkAsync("Hello", new GetInstanceRequest());
        var started = CreateInstanceResponse.Parser.ParseFrom(await OkAsync("StartInstance", new CreateInstanceRequest { InstanceId = "i1", Name = "Flow", Input = "1" }));
        Assert.Equal("i1", started.InstanceId);
        await OkAsync("WaitForInstanceStart", new GetInstanceRequest { InstanceId = "i1" });
        await OkAsync("SuspendInstance", new SuspendRequest { InstanceId = "i1" });
        await OkAsync("ResumeInstance", new ResumeRequest { InstanceId = "i1" });
        await OkAsync("RaiseEvent", new RaiseEventRequest { InstanceId = "i1", Name = "e", Input = "\"日本\"" });
        var ended = GetInstanceResponse.Parser.ParseFrom(
            await OkAsync("WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = "i1", GetInputsAndOutputs = true }));
        Assert.Equal((true, "\"日本\"", "1"), (ended.Exists, ended.OrchestrationState.Output, ended.OrchestrationState.Input));
        var listed = QueryInstancesResponse.Parser.ParseFrom(await OkAsync("QueryInstances", new QueryInstancesRequest { Query = new InstanceQuery() }));
        Assert.Equal("i1", Assert.Single(listed.OrchestrationState).InstanceId);
        var purged = PurgeInstancesResponse.Parser.ParseFrom(await OkAsync("PurgeInstances", new PurgeInstancesRequest { InstanceId = "i1" }));
        Assert.Equal((1, true), (purged.DeletedInstanceCount, purged.IsComplete));
        Assert.False(GetInstanceResponse.Parser.ParseFrom(await OkAsync("GetInstance", new GetInstanceRequest { InstanceId = "i1" })).Exists);
    }

    [Fact]
    public async Task Terminate_AndRestart_Work()
    {
        await OkAsync("StartInstance", new CreateInstanceRequest { InstanceId = "t1", Name = "Flow", Input = "7" });
        await OkAsync("TerminateInstance", new TerminateRequest { InstanceId = "t1", Output = "\"r\"" });
        await OkAsync("WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = "t1" });

        var restarted = Functions.LocalHost.Durable.Records.RestartInstanceResponse.Parser.ParseFrom(await OkAsync(
            "RestartInstance", new Functions.LocalHost.Durable.Records.RestartInstanceRequest { InstanceId = "t1", RestartWithNewInstanceId = true }));

        Assert.Equal("7", (await _engine.GetAsync(restarted.InstanceId))!.Input);
    }

    [Theory]
    [InlineData("GetInstance", "a/b", 3)]
    [InlineData("RaiseEvent", "nobody", 5)]
    [InlineData("SignalEntity", "@e@1", 12)]
    [InlineData("GetWorkItems", "x", 12)]
    public async Task Calls_ThatAreRefused_CarryTheStatusInTheHeaders(string rpc, string id, int status)
    {
        using var response = await CallAsync(rpc, GrpcFrame.Write(new RaiseEventRequest { InstanceId = id, Name = "e" }));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{status}", Status(response));
        Assert.NotEmpty(Uri.UnescapeDataString(response.Headers.GetValues("grpc-message").Single()));
    }

    [Fact]
    public async Task Purge_OfTheChildrenToo_IsRefusedAndRemovesNothing()
    {
        await OkAsync("StartInstance", new CreateInstanceRequest { InstanceId = "p1", Name = "Flow" });
        await OkAsync("RaiseEvent", new RaiseEventRequest { InstanceId = "p1", Name = "e" });
        await OkAsync("WaitForInstanceCompletion", new GetInstanceRequest { InstanceId = "p1" });

        using var response = await CallAsync("PurgeInstances", GrpcFrame.Write(new PurgeInstancesRequest { InstanceId = "p1", Recursive = true }));

        Assert.Equal("12", Status(response));
        Assert.NotNull(await _engine.GetAsync("p1"));
    }

    [Fact]
    public async Task Message_WithOtherThanAscii_IsPercentEncoded()
    {
        using var response = await CallAsync("TerminateInstance", GrpcFrame.Write(new TerminateRequest { InstanceId = "誰も100%" }));

        var message = response.Headers.GetValues("grpc-message").Single();
        Assert.All(message, character => Assert.InRange(character, ' ', '~'));
        Assert.Contains("誰も100%", Uri.UnescapeDataString(message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_LongerThanTheDeadline_EndsWithDeadlineExceeded()
    {
        await _engine.StartInstanceAsync("w1", "Flow");

        using var response = await CallAsync("WaitForInstanceCompletion", GrpcFrame.Write(new GetInstanceRequest { InstanceId = "w1" }), timeout: "50m");

        Assert.Equal("4", Status(response));
    }

    [Fact]
    public async Task Wait_WhenTheHostStops_EndsWithUnavailable()
    {
        await _engine.StartInstanceAsync("w2", "Flow");
        var waiting = CallAsync("WaitForInstanceCompletion", GrpcFrame.Write(new GetInstanceRequest { InstanceId = "w2" }));
        await _engine.StartOfAsync("w2");

        await _stopping.CancelAsync();

        using var response = await waiting;
        Assert.Equal("14", Status(response));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 9 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 1, 255 })]
    public async Task Body_ThatIsNoMessage_IsRefused(byte[] body)
    {
        using var response = await CallAsync("StartInstance", body);

        Assert.Equal("3", Status(response));
    }

    [Fact]
    public async Task Messages_OfManyMegabytes_ComeThrough()
    {
        var input = $"\"{new string('x', 5_000_000)}\"";
        await OkAsync("StartInstance", new CreateInstanceRequest { InstanceId = "big", Name = "Flow", Input = input });

        var state = GetInstanceResponse.Parser.ParseFrom(await OkAsync("GetInstance", new GetInstanceRequest { InstanceId = "big", GetInputsAndOutputs = true }));

        Assert.Equal(input, state.OrchestrationState.Input);
    }

    [Theory]
    [InlineData("30S", 30_000L)]
    [InlineData("5m", 5L)]
    [InlineData("2H", 7_200_000L)]
    [InlineData("99999999H", 24 * 24 * 3_600_000L)]
    [InlineData("S", null)]
    [InlineData("-1S", null)]
    [InlineData("5x", null)]
    [InlineData(null, null)]
    public void Deadline_Header_IsReadOrIgnored(string? header, long? milliseconds) =>
        Assert.Equal(milliseconds, (long?)GrpcDeadline.Parse(header)?.TotalMilliseconds);

    private async Task<byte[]> OkAsync(string rpc, IMessage message)
    {
        using var response = await CallAsync(rpc, GrpcFrame.Write(message));
        var body = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/grpc", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("0", response.TrailingHeaders.TryGetValues("grpc-status", out var status) ? status.Single() : Status(response));
        return Assert.IsType<byte[]>(GrpcFrame.Read(body));
    }

    private async Task<HttpResponseMessage> CallAsync(string rpc, byte[] body, string? timeout = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/TaskHubSidecarService/{rpc}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.Add("Durable-TaskHub", "hub");
        if (timeout is not null)
        {
            request.Headers.Add("grpc-timeout", timeout);
        }

        return await _http.SendAsync(request);
    }

    private static string? Status(HttpResponseMessage response) =>
        response.Headers.TryGetValues("grpc-status", out var status) ? status.Single() : null;
}
