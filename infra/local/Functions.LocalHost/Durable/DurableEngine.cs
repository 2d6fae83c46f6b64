using System.Globalization;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Grpc;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable;

/// <summary>
/// Durable Functions on one machine: the engine, its gRPC endpoint, and the binding <c>durableClient</c> that names the endpoint to the
/// app. With test hooks the setting <c>DurableFaultSeed</c> makes deliveries come twice and out of order and turns be repeated.
/// </summary>
internal sealed class DurableEngine : IHostComponent, IInputBinding, IAsyncDisposable
{
    private readonly HostContext _context;
    private readonly DurableOptions _options;
    private readonly TableStore _tables;
    private readonly Engine _engine;
    private readonly ILogger _log;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private GrpcServer? _server;

    public DurableEngine(HostContext context)
    {
        _context = context;
        _log = context.Logging.CreateLogger("Durable");
        _options = DurableOptions.From(context.App.Host);
        _tables = new TableStore(context.Storage, context.Time);
        _engine = new Engine(
            _tables, context.Invoker, new DurableFunctions(context.App), _options, Faults(context, _log), context.Time, _log);
    }

    public string Name => "Durable";

    public string Type => "durableClient";

    /// <summary>What the extension hands to the app (durable-protocol §6.1).</summary>
    public WireValue GetValue(FunctionDefinition function, BindingDefinition binding) => new WireValue.Text(JsonSerializer.Serialize(new
    {
        taskHubName = binding.Text("taskHub") ?? _options.HubName,
        connectionName = binding.Text("connectionName"),
        creationUrls = (object?)null,
        managementUrls = (object?)null,
        baseUrl = (string?)null,
        requiredQueryStringParameters = (string?)null,
        rpcBaseUrl = _server?.Address.GetLeftPart(UriPartial.Authority)
            ?? throw new InvalidOperationException("The durable engine has no address before it is prepared."),
    }));

    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(CancellationToken cancellationToken)
    {
        await _engine.PrepareAsync(cancellationToken);
        var service = new TaskHubService(_engine.Hub, _engine.Queries, _ready.Task);
        _server = await GrpcServer.StartAsync(service, _context.Time, _log, _context.Stopping);
        return new Dictionary<string, string>();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var (active, messages) = await _engine.StartAsync(cancellationToken);
        _ready.TrySetResult();
        DurableLog.Started(_log, _server!.Address, _options.HubName, active, messages);
    }

    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _tables.Dispose();
    }

    private static IEngineFaults Faults(HostContext context, ILogger log)
    {
        if (!context.TestHooks || !context.Settings.TryGetValue("DurableFaultSeed", out var text)
            || !int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seed))
        {
            return new NoFaults();
        }

        DurableLog.FaultsOnPurpose(log, seed);
        return new SeededFaults(seed);
    }
}
