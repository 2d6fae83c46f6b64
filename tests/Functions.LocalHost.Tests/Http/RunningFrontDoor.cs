using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Http;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

using Testing;

namespace Functions.LocalHost.Tests.Http;

/// <summary>The host's HTTP surface on a free port, before an app that the test plays (or one that listens elsewhere).</summary>
internal sealed class RunningFrontDoor : IAsyncDisposable
{
    public const string MasterKey = "the-master-key";
    public const string HostKey = "the-host-key";
    public const string FunctionKey = "the-function-key";
    public const string SystemKey = "the-system-key";

    private readonly WebApplication _server;
    private readonly WebApplication? _app;
    private readonly AppInvoker _invoker;
    private readonly ILoggerFactory _logging;

    private RunningFrontDoor(WebApplication server, WebApplication? app, AppInvoker invoker, ILoggerFactory logging, AppAt process, CapturedLog log)
    {
        (_server, _app, _invoker, _logging, Process, Log) = (server, app, invoker, logging, process, log);
        Url = new Uri(server.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }) { BaseAddress = Url };
    }

    public Uri Url { get; }

    public HttpClient Client { get; }

    public AppAt Process { get; }

    public CapturedLog Log { get; }

    /// <param name="app">The app, request by request.</param>
    public static async Task<RunningFrontDoor> StartAsync(
        AppDefinition definition, RequestDelegate app, IReadOnlyList<IHostComponent>? components = null, TimeProvider? time = null)
    {
        var played = await ServeAsync(builder => { }, server => server.Run(app));
        return await StartAsync(definition, new Uri(played.Urls.Single()), played, components, time);
    }

    /// <param name="address">Where the app is.</param>
    public static Task<RunningFrontDoor> StartAsync(AppDefinition definition, Uri address, IReadOnlyList<IHostComponent>? components = null) =>
        StartAsync(definition, address, null, components, null);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = HostKey, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Add("x-functions-key", key);
        }

        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _invoker.Dispose();
        _logging.Dispose();
        Log.Dispose();
    }

    private static async Task<RunningFrontDoor> StartAsync(
        AppDefinition definition, Uri address, WebApplication? played, IReadOnlyList<IHostComponent>? components, TimeProvider? time)
    {
        var log = new CapturedLog();
        var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        var process = new AppAt(address);
        var invoker = new AppInvoker(definition, process, time ?? TimeProvider.System, logging);
        invoker.Attach(components ?? []);
        var context = Context(definition, invoker, process, time ?? TimeProvider.System, logging);
        var keys = await KeyRing.LoadAsync(Keys(), new MemoryKeyStore(), [], CancellationToken.None);
        var server = await ServeAsync(
            builder =>
            {
                HttpFrontDoor.Configure(builder);
                builder.Logging.AddProvider(log);
            },
            server => HttpFrontDoor.Map(server, context, keys, components ?? []));
        return new RunningFrontDoor(server, played, invoker, logging, process, log);
    }

    private static async Task<WebApplication> ServeAsync(Action<WebApplicationBuilder> configure, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        configure(builder);
        var server = builder.Build();
        map(server);
        await server.StartAsync();
        return server;
    }

    private static HostContext Context(AppDefinition definition, AppInvoker invoker, AppAt process, TimeProvider time, ILoggerFactory logging) => new()
    {
        App = definition,
        ServiceBus = new ServiceBusOptions(),
        Settings = new Dictionary<string, string>(),
        Storage = new StorageConnection("none", "", new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1"), new Uri("http://127.0.0.1:1")),
        Invoker = invoker,
        Process = process,
        Time = time,
        Logging = logging,
        HostUrl = new Uri("http://127.0.0.1:7071"),
        TestHooks = false,
        Stopping = CancellationToken.None,
    };

    private static Dictionary<string, string> Keys() => new()
    {
        ["LOCALHOST_MASTER_KEY"] = MasterKey,
        ["LOCALHOST_HOST_KEY"] = HostKey,
        ["LOCALHOST_FUNCTION_KEY__Hello__first"] = FunctionKey,
        ["LOCALHOST_FUNCTION_KEY__Hello__second"] = FunctionKey + "-2",
        ["LOCALHOST_SYSTEM_KEY__echo"] = SystemKey,
    };

    /// <summary>An app of the functions given as the text of their bindings.</summary>
    public static AppDefinition Define(bool proxying, bool forwarding, params (string Name, string Bindings)[] functions)
    {
        var handler = new CustomHandlerOptions { ExecutablePath = "app", Proxying = proxying, Forwarding = forwarding };
        return new AppDefinition("/", new HostJson { CustomHandler = handler, FunctionTimeout = TimeSpan.FromMinutes(10) }, [.. functions.Select(Function)]);
    }

    private static FunctionDefinition Function((string Name, string Bindings) function)
    {
        using var document = JsonDocument.Parse("{\"functionJson\":{\"bindings\":" + function.Bindings + "}}");
        return FixtureFile.Function(document.RootElement.Clone(), function.Name);
    }
}
