using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Settings;
using Functions.LocalHost.Storage;

using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// Stands in for a Service Bus namespace: the queues that triggers and localhost.json name, each with its dead-letter queue, the REST send call on
/// a port of its own, and the triggers' deliveries. The app gets its address under the names that its triggers use as <c>connection</c>.
/// </summary>
internal sealed partial class ServiceBusComponent : IHostComponent, IOutputBinding
{
    public const string DeadLetterSuffix = "/$DeadLetterQueue";
    private const string TriggerType = "serviceBusTrigger";
    private const string DefaultConnection = "AzureWebJobsServiceBus";
    private const string KeyName = "RootManageSharedAccessKey";
    private static readonly TimeSpan DuplicateDetection = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DefaultRenewal = TimeSpan.FromMinutes(5);

    private readonly HostContext _context;
    private readonly ITableStore _tables;
    private readonly ILogger _logger;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly Dictionary<string, MessageQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Task> _pumps = [];
    private WebApplication? _web;

    public ServiceBusComponent(HostContext context)
    {
        _context = context;
        _tables = new TableStore(context.Storage, context.Time);
        _logger = context.Logging.CreateLogger("ServiceBus");
    }

    public string Name => "Service Bus";

    public string Type => "serviceBus";

    /// <summary>The queues by name, for tests.</summary>
    internal IReadOnlyDictionary<string, MessageQueue> Queues => _queues;

    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(CancellationToken cancellationToken)
    {
        var journals = new TableJournalStore(_tables);
        await journals.CreateAsync(cancellationToken);
        foreach (var name in QueueNames())
        {
            var deadLetters = await OpenAsync(name + DeadLetterSuffix, TimeSpan.Zero, null);
            await OpenAsync(name, DuplicateDetection, deadLetters);
        }

        async Task<MessageQueue> OpenAsync(string name, TimeSpan window, MessageQueue? deadLetters)
        {
            var queue = new MessageQueue(name, new QueueJournal(name, journals, window, _context.Time, _logger), LockFor(), _context.Time, deadLetters);
            _queues.Add(name, queue);
            await queue.RecoverAsync(cancellationToken);
            return queue;
        }

        var url = await ListenAsync(cancellationToken);
        var connection = $"Endpoint=sb://{url.Authority};SharedAccessKeyName={KeyName};SharedAccessKey={_key};UseDevelopmentEmulator=true";
        return Connections().ToDictionary(name => name, _ => connection);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var function in _context.App.WithTrigger(TriggerType))
        {
            var pump = new QueuePump(
                function, _queues[QueueName(function)], _context.ServiceBus.MaxDeliveryCount, MaxConcurrentCalls(), _context.Invoker, _context.Process, _context.Time, _logger);
            _pumps.Add(pump.RunAsync(_context.Stopping));
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAll(_pumps);

        // The queues first: what is being sent then ends, kept or with 503, and the web server need not wait for a store that does not answer.
        await Task.WhenAll(_queues.Values.Select(queue => queue.DisposeAsync().AsTask()));
        if (_web is not null)
        {
            await _web.StopAsync(cancellationToken);
            await _web.DisposeAsync();
        }

        (_tables as IDisposable)?.Dispose();
    }

    public async Task WriteAsync(BindingDefinition binding, IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellationToken)
    {
        var name = binding.Text("queueName") ?? "";
        if (!_queues.TryGetValue(name, out var queue))
        {
            throw new InvalidOperationException($"The messaging entity '{name}' could not be found.");
        }

        foreach (var body in bodies)
        {
            var now = _context.Time.GetUtcNow();
            var message = new BusMessage { MessageId = Guid.CreateVersion7(now).ToString("N"), Body = body, EnqueuedAt = now, ExpiresAt = now.AddDays(14) };
            await queue.SendAsync(message).WaitAsync(cancellationToken);
        }
    }

    private IEnumerable<string> QueueNames() =>
        _context.App.WithTrigger(TriggerType).Select(QueueName)
            .Concat(_context.ServiceBus.Queues)
            .Concat(_context.App.Functions.SelectMany(function => function.Outputs).Where(output => output.Is(Type)).Select(output => output.Text("queueName") ?? ""))
            .Where(name => name.Length > 0)
            .Select(name => name.EndsWith(DeadLetterSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^DeadLetterSuffix.Length] : name)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string QueueName(FunctionDefinition function) =>
        function.Trigger.Text("queueName") is not { Length: > 0 } name
            ? throw new StartFaultException([$"{function.Name}: found no queueName, expected one: topics are not provided here."])
        : function.Trigger.Flag("isSessionsEnabled") == true
            ? throw new StartFaultException([$"{function.Name}: found isSessionsEnabled true, expected false: the queues here have no sessions."])
        : string.Equals(function.Trigger.Text("cardinality"), "many", StringComparison.OrdinalIgnoreCase)
            ? throw new StartFaultException([$"{function.Name}: found cardinality many, expected one: one message at a time is provided here."])
        : name;

    private IEnumerable<string> Connections() =>
        _context.App.WithTrigger(TriggerType).Select(function => function.Trigger)
            .Concat(_context.App.Functions.SelectMany(function => function.Outputs).Where(output => output.Is(Type)))
            .Select(binding => binding.Text("connection") ?? DefaultConnection)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private async Task<Uri> ListenAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        _web = builder.Build();
        _web.Run(new SendEndpoint(_queues, new SharedAccessSignature(KeyName, _key), _context.Time).HandleAsync);
        await _web.StartAsync(cancellationToken);
        var url = new Uri(_web.Urls.First());
        LogListening(_logger, url, _queues.Count / 2);
        return url;
    }

    // The host renews a lock while the function runs, up to this; then the message is delivered again, whatever the function does.
    private TimeSpan LockFor()
    {
        var renewal = Option("maxAutoLockRenewalDuration") is { ValueKind: JsonValueKind.String } text
            ? TimeSpan.Parse(text.GetString()!, CultureInfo.InvariantCulture)
            : DefaultRenewal;
        return renewal > _context.ServiceBus.LockDuration ? renewal : _context.ServiceBus.LockDuration;
    }

    private int MaxConcurrentCalls() =>
        Option("maxConcurrentCalls") is { ValueKind: JsonValueKind.Number } calls ? Math.Clamp(calls.GetInt32(), 1, 1000) : 16 * Environment.ProcessorCount;

    private JsonElement? Option(string name) =>
        _context.App.Host.Extensions.TryGetValue("serviceBus", out var section) && section.ValueKind == JsonValueKind.Object && section.TryGetProperty(name, out var value)
            ? value
            : null;

    [LoggerMessage(320, LogLevel.Information, "Service Bus stand-in listens at {Url} with {Count} queues.")]
    private static partial void LogListening(ILogger logger, Uri url, int count);
}
