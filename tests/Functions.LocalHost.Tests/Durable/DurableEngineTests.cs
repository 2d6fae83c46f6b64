using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Durable;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

using Microsoft.Extensions.Logging;

using Testing;

namespace Functions.LocalHost.Tests.Durable;

public sealed class DurableEngineTests
{
    [Fact]
    public async Task GetValue_OnceItIsPrepared_NamesTheHubAndTheAddress()
    {
        var (engine, _, _) = await PreparedAsync(testHooks: false);
        await using var owned = engine;
        var binding = new BindingDefinition("durableClient", "client", IsOutput: false, new Dictionary<string, JsonElement>());

        var text = Assert.IsType<WireValue.Text>(engine.GetValue(new FunctionDefinition("Fn", binding, [binding]), binding)).Value;

        using var value = JsonDocument.Parse(text);
        Assert.Equal(
            ["taskHubName", "connectionName", "creationUrls", "managementUrls", "baseUrl", "requiredQueryStringParameters", "rpcBaseUrl"],
            value.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(HubName, value.RootElement.GetProperty("taskHubName").GetString());
        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", value.RootElement.GetProperty("rpcBaseUrl").GetString()!);
    }

    [Fact]
    public async Task Calls_BeforeItIsStarted_WaitForTheRecovery()
    {
        var (engine, address, _) = await PreparedAsync(testHooks: false);
        await using var owned = engine;
        using var http = new HttpClient { BaseAddress = address, DefaultRequestVersion = new Version(2, 0), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        var call = http.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/TaskHubSidecarService/Hello")
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(new byte[5]),
        });
        Assert.False(call.IsCompleted);
        await engine.StartAsync(CancellationToken.None);

        using var response = await call.WaitAsync(EngineHarness.Deadline);
        await response.Content.ReadAsByteArrayAsync();
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Faults_OnPurpose_NeedTheTestHooks(bool testHooks)
    {
        var (engine, _, log) = await PreparedAsync(testHooks);
        await engine.DisposeAsync();

        Assert.Equal(testHooks, log.Text.Contains("faults on purpose, seed 7", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_OfHostJson_AreRead()
    {
        var section = JsonDocument.Parse(
            """{"hubName":"Hub-1","maxConcurrentActivityFunctions":3,"MaxConcurrentOrchestratorFunctions":4,"maxOrchestrationActions":5,"overridableExistingInstanceStates":"AnyState","defaultVersion":"2"}""").RootElement;

        var options = DurableOptions.From(Host(section));

        Assert.Equal(("Hub-1", 3, 4, 5, true, "2"), (
            options.HubName, options.MaxConcurrentActivities, options.MaxConcurrentOrchestrators, options.MaxActions, options.ReplacesRunning, options.DefaultVersion));
        Assert.Equal("Hub1Inbox", options.TableName("Inbox"));
    }

    [Theory]
    [InlineData("""{"maxConcurrentActivityFunctions":0}""")]
    [InlineData("""{"maxConcurrentActivityFunctions":"many"}""")]
    public void Options_ThatCannotWork_AreRefusedByName(string section)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => DurableOptions.From(Host(JsonDocument.Parse(section).RootElement)));

        Assert.Contains("extensions.durableTask.maxConcurrentActivityFunctions", refused.Message, StringComparison.Ordinal);
    }

    private static string HubName { get; } = AzuriteFixture.UniqueName("hub");

    private static HostJson Host(JsonElement durable) => new()
    {
        CustomHandler = new CustomHandlerOptions { ExecutablePath = "app" },
        Extensions = new Dictionary<string, JsonElement> { ["durableTask"] = durable },
    };

    private static async Task<(DurableEngine Engine, Uri Address, CapturedLog Log)> PreparedAsync(bool testHooks)
    {
        var azurite = await AzuriteFixture.StartAsync();
        var log = new CapturedLog();
        var binding = new BindingDefinition("durableClient", "client", IsOutput: false, new Dictionary<string, JsonElement>());
        var engine = new DurableEngine(new HostContext
        {
            App = new AppDefinition("/", Host(JsonSerializer.SerializeToElement(new { hubName = HubName })), []),
            ServiceBus = new ServiceBusOptions(),
            Settings = new Dictionary<string, string> { ["DurableFaultSeed"] = "7" },
            Storage = new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table),
            Invoker = new ScriptedApp(),
            Process = new NoProcess(),
            Time = TimeProvider.System,
            Logging = LoggerFactory.Create(logging => logging.AddProvider(log)),
            HostUrl = new Uri("http://127.0.0.1:1"),
            TestHooks = testHooks,
            Stopping = CancellationToken.None,
        });
        await engine.PrepareAsync(CancellationToken.None);
        var value = (WireValue.Text)engine.GetValue(new FunctionDefinition("Fn", binding, [binding]), binding);
        using var json = JsonDocument.Parse(value.Value);
        return (engine, new Uri(json.RootElement.GetProperty("rpcBaseUrl").GetString()!), log);
    }

    private sealed class NoProcess : IAppProcess
    {
        public event Action<AppCrash>? AppCrashed
        {
            add { }
            remove { }
        }

        public int? ProcessId => null;

        public Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) => Task.FromResult(new Uri("http://127.0.0.1:1"));

        public void Kill(string reason) => Assert.Fail($"The engine kills no app, but wanted to: {reason}");
    }
}
