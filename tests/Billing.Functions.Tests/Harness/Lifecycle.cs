using Billing.Adapters.Storage;
using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;
using Billing.Functions.Transactions;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Testing;

namespace Billing.Functions.Tests.Harness;

/// <summary>
/// One transaction on the real store in Azurite. <see cref="RunAsync"/> does what the orchestration does: step after step, and when there is
/// nothing to do the clock jumps to the next due time.
/// </summary>
internal sealed class Lifecycle
{
    private const int MostSteps = 200;
    private static int Records;
    private readonly ServiceProvider _services;
    private readonly string _recordId;
    private int _events;

    private Lifecycle(ServiceProvider services, string recordId, AppKey key, HandClock clock, ScriptedApp app, ScriptedProvider provider, CountedCrash crash)
    {
        (_services, _recordId, Clock, App, Provider, Crash) = (services, recordId, clock, app, provider, crash);
        Id = TransactionId.ForRecord(key, recordId);
    }

    public TransactionId Id { get; }

    public HandClock Clock { get; }

    public ScriptedApp App { get; }

    public ScriptedProvider Provider { get; }

    public CountedCrash Crash { get; }

    /// <summary>Every line that was logged, of every level.</summary>
    public required CapturedLog Log { get; init; }

    public string RecordId => _recordId;

    public ITransactionStore Store => _services.GetRequiredService<ITransactionStore>();

    public string StartId { get; private set; } = string.Empty;

    /// <param name="bus">The setting <c>Bus</c>; left out where nothing is sent.</param>
    public static async Task<Lifecycle> CreateAsync(string? bus = null)
    {
        var azurite = await AzuriteFixture.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Bus"] = bus ?? "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=eA==;UseDevelopmentEmulator=true",
            ["Lifecycle:Polling:InvoiceRequested"] = "00:01:00,stop:10d",
            ["Lifecycle:Polling:InvoiceIssued"] = "00:01:00,stop:10d",
        }).Build();
        var key = AppKey.Parse("orders");
        var clock = new HandClock(new DateTimeOffset(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));
        var (app, provider, crash) = (new ScriptedApp(key), new ScriptedProvider(clock), new CountedCrash());
        List<string> faults = [];
        var log = new CapturedLog();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace))
            .AddBillingStorage(configuration)
            .AddSingleton<ILowCodeApps>(app)
            .AddSingleton<ICreditProviders>(provider)
            .AddLifecycle(configuration, faults)
            .AddSingleton<ICrashPoints>(crash)
            .BuildServiceProvider();
        Assert.Empty(faults);
        await services.GetRequiredService<BillingStorage>().EnsureTablesAsync();
        return new Lifecycle(services, $"{Environment.ProcessId}{Interlocked.Increment(ref Records)}", key, clock, app, provider, crash) { Log = log };
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A webhook's event goes through the intake; an orchestration is started when there is work and none runs.</summary>
    public async Task<WaitingWork?> NotifyAsync(string? eventId = null)
    {
        var message = new AppEventMessage(eventId ?? $"event-{++_events}", "orders", "UPDATE_RECORD", _recordId, null);
        var work = await Get<AppEventIntake>().TakeAsync(message, CancellationToken.None);
        if (work is not null)
        {
            Start();
        }

        return work;
    }

    public void Start() => StartId = Get<IdSource>().Next(StartId);

    public async Task AskAsync(CommandKind command)
    {
        App.Ask(command);
        await NotifyAsync();
        await RunAsync();
    }

    /// <summary>Steps until the orchestration rests with nothing failing, or has ended.</summary>
    public async Task RunAsync(Func<TransactionState, bool>? until = null)
    {
        var failures = 0;
        for (var step = 0; step < MostSteps; step++)
        {
            var input = new LifecycleInput(Id.Value, StartId, failures);
            var result = await Get<TransactionAdvancer>().AdvanceAsync(input, CancellationToken.None);
            result = result.Next == NextStep.WriteBack ? await Get<RecordWriter>().WriteAsync(input, CancellationToken.None) : result;
            var isThere = until is null ? result is { Next: NextStep.Wait, Failed: false } : until(await StateAsync());
            if (result.Next == NextStep.End || isThere)
            {
                return;
            }

            failures = result.Failed ? failures + 1 : 0;
            Clock.MoveTo(result.DueAt ?? DateTimeOffset.MinValue);
        }

        Assert.Fail($"Not at rest after {MostSteps} steps: {await StateAsync()}");
    }

    /// <summary>As <see cref="RunAsync"/>, as the start that the watchdog made.</summary>
    public Task RunAsAsync(string startId)
    {
        StartId = startId;
        return RunAsync();
    }

    public async Task<TransactionState> StateAsync() => (await Store.ReadAsync(Id, CancellationToken.None)).State!;
}
