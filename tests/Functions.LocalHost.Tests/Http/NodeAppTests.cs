using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.Extensions.Logging;

using Testing;

namespace Functions.LocalHost.Tests.Http;

/// <summary>A custom handler in plain Node.js, a real process that shares no code with the host: plain HTTP, JSON mode, timer, Service Bus.</summary>
public sealed class NodeAppTests : IAsyncLifetime
{
    private readonly Process _node = new();
    private AppDefinition _app = null!;
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        var root = Path.Combine(Repository.Root, "tests", "Functions.LocalHost.Tests", "Apps", "node-app");
        _app = AppDefinitionReader.Read(root, new Dictionary<string, string> { ["Bus"] = "unused" }, _ => { });
        var port = FreePort();
        _address = new Uri($"http://127.0.0.1:{port}/");
        _node.StartInfo = new ProcessStartInfo(_app.Host.CustomHandler.ExecutablePath, _app.Host.CustomHandler.Arguments) { WorkingDirectory = root };
        _node.StartInfo.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}";
        _node.Start();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.TrueAsync(() => AnswersAsync(client), "the Node app answers", TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
        _node.Kill(entireProcessTree: true);
        await _node.WaitForExitAsync();
        _node.Dispose();
    }

    [Fact]
    public async Task PlainHttp_IsProxied()
    {
        await using var door = await RunningFrontDoor.StartAsync(_app, _address, [new RecordingOutput("serviceBus")]);

        using var response = await door.SendAsync(HttpMethod.Put, "/api/plain/%E6%9D%B1?x=1", key: null, new StringContent("body"));

        Assert.Equal("PUT /api/plain/%E6%9D%B1?x=1 body", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task JsonMode_AnswersTheCallerAndWritesTheQueue()
    {
        var bus = new RecordingOutput("serviceBus");
        await using var door = await RunningFrontDoor.StartAsync(_app, _address, [bus]);

        using var response = await door.SendAsync(HttpMethod.Post, "/api/combined/7", content: new StringContent("""{"n":1}"""));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal("""{"id":"7","n":1}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("{\n  \"id\": \"7\"\n}", Encoding.UTF8.GetString(bus.Written["bus"].Single()));
        Assert.Contains("Information Function.Combined.User combined 7", door.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timer_RunsAndLogs()
    {
        var (outcome, log) = await InvokeAsync("OnTimer", new WireValue.Raw("""{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":true}"""));

        Assert.IsType<InvocationOutcome.Succeeded>(outcome);
        Assert.Contains("past due: true", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceBus_MessageAndMetadata_Arrive()
    {
        var (outcome, _) = await InvokeAsync("OnMessage", new WireValue.Text("日本"));

        Assert.Equal("日本/m-1/3", Assert.IsType<InvocationOutcome.Succeeded>(outcome).ReturnValue!.AsText());
    }

    [Fact]
    public async Task ServiceBus_Failure_HasStatusAndReason()
    {
        var (outcome, _) = await InvokeAsync("OnMessage", new WireValue.Text("fail"));

        Assert.Equal((500, "asked to fail"), outcome is InvocationOutcome.Failed failed ? (failed.StatusCode, failed.ReasonPhrase) : default);
    }

    private async Task<(InvocationOutcome Outcome, string Log)> InvokeAsync(string function, WireValue value)
    {
        using var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var invoker = new AppInvoker(_app, new AppAt(_address), TimeProvider.System, logging);
        var invocation = new AppInvocation
        {
            FunctionName = function,
            TriggerValue = value,
            Metadata = [KeyValuePair.Create("MessageId", WireValue.From("m-1")), KeyValuePair.Create<string, WireValue>("DeliveryCount", new WireValue.Integer(3))],
        };
        return (await invoker.InvokeAsync(invocation, CancellationToken.None), log.Text);
    }

    private async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(_address);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
