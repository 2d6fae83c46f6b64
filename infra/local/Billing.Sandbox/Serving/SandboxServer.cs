using System.Net;
using Billing.Sandbox.Control;
using Billing.Sandbox.Faults;
using Billing.Sandbox.Kintone.Api;
using Billing.Sandbox.NpAtobarai;

namespace Billing.Sandbox.Serving;

/// <summary>The stand-ins on one port of this machine: kintone at <c>/k</c>, NP at <c>/np</c>, the control API at <c>/control</c>.</summary>
internal sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, SandboxState state)
    {
        _app = app;
        State = state;
    }

    public SandboxState State { get; }

    public Uri Url => new(_app.Urls.Single());

    /// <param name="port">0 takes any free port.</param>
    public static async Task<SandboxServer> StartAsync(int port, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders(); // the host that starts this shows its own lines; bodies hold personal data
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = RequestBody.MaxBytes;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.Services.ConfigureHttpJsonOptions(json => Apply(json.SerializerOptions));
        var app = builder.Build();
        var server = new SandboxServer(app, new SandboxState(time));
        server.Map();
        await app.StartAsync();
        return server;
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await State.DisposeAsync();
    }

    private static void Apply(System.Text.Json.JsonSerializerOptions options)
    {
        options.Encoder = JsonText.Options.Encoder;
        options.MaxDepth = JsonText.Options.MaxDepth;
        options.DefaultIgnoreCondition = JsonText.Options.DefaultIgnoreCondition;
        options.UnmappedMemberHandling = JsonText.Options.UnmappedMemberHandling;
        foreach (var converter in JsonText.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }

    private void Map()
    {
        var concurrency = new KintoneConcurrency(State.Budget);
        var kintoneFaults = new FaultMiddleware("kintone", State.Faults, State.Calls, new KintoneAnswers(), State.Time);
        var npFaults = new FaultMiddleware("np", State.Faults, State.Calls, new NpAnswers(), State.Time);
        var kintone = new KintoneService(State.Kintone, State.Budget);
        var np = new NpService(State.Np);
        _app.Map("/k", branch =>
        {
            branch.Use(next => context => concurrency.InvokeAsync(context, next));
            branch.Use(next => context => kintoneFaults.InvokeAsync(context, next));
            branch.Run(kintone.HandleAsync);
        });
        _app.Map("/np", branch =>
        {
            branch.Use(next => context => npFaults.InvokeAsync(context, next));
            branch.Run(np.HandleAsync);
        });
        ControlEndpoints.Map(_app, State);
    }
}
