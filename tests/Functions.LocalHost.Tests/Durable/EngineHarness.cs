using Functions.Durable.Protocol;
using Functions.LocalHost.Definitions;
using Functions.LocalHost.Durable;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Storage;

using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>An engine on tables of its own in the real Azurite; a new one on the same tables is its next life.</summary>
internal sealed class EngineHarness : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly ITableStore _tables;
    private readonly TableStore _ownTables;

    private EngineHarness(TableStore ownTables, ITableStore tables, ScriptedApp app, EngineOptions options)
    {
        (_ownTables, _tables, App, Options) = (ownTables, tables, app, options);
        Engine = new Engine(
            tables, app, new DurableFunctions(Definition(options.Orchestrations, options.Activities)), options.Durable, options.Faults, options.Time,
            NullLogger.Instance);
    }

    public ScriptedApp App { get; }

    public EngineOptions Options { get; }

    public Engine Engine { get; }

    public ITableStore Tables => _tables;

    public static async Task<EngineHarness> StartAsync(ScriptedApp app, EngineOptions? options = null, Func<ITableStore, ITableStore>? wrap = null)
    {
        var azurite = await AzuriteFixture.StartAsync();
        var tables = new TableStore(
            new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table), TimeProvider.System);
        var harness = new EngineHarness(tables, wrap?.Invoke(tables) ?? tables, app, options ?? new EngineOptions());
        await harness.Engine.PrepareAsync(CancellationToken.None);
        await harness.Engine.StartAsync(CancellationToken.None);
        return harness;
    }

    /// <summary>Drops this life and begins the next on the same tables.</summary>
    public async Task<EngineHarness> NextLifeAsync(Func<ITableStore, ITableStore>? wrap = null)
    {
        await DisposeAsync();
        return await StartAsync(App, Options, wrap);
    }

    public Task<string> StartInstanceAsync(string id, string name, string? input = null, DateTimeOffset? at = null) => Engine.Hub.StartAsync(
        new CreateInstanceRequest
        {
            InstanceId = id,
            Name = name,
            Input = input,
            ScheduledStartTimestamp = at is { } start ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(start) : null,
        },
        CancellationToken.None);

    /// <summary>Waits until the instance has ended; a test that waits in vain fails with what the instance is.</summary>
    public Task<OrchestrationState> EndOfAsync(string id) => WithinDeadlineAsync(
        id, cancellation => Engine.Hub.WaitForCompletionAsync(id, inputsAndOutputs: true, cancellation));

    public Task<OrchestrationState> StartOfAsync(string id) => WithinDeadlineAsync(
        id, cancellation => Engine.Hub.WaitForStartAsync(id, inputsAndOutputs: true, cancellation));

    public async Task<OrchestrationState?> GetAsync(string id) => await Engine.Hub.GetAsync(id, inputsAndOutputs: true, CancellationToken.None);

    /// <summary>Starts and waits until the end.</summary>
    public async Task<OrchestrationState> RunAsync(string name, string? input = null, string id = "i1")
    {
        await StartInstanceAsync(id, name, input);
        return await EndOfAsync(id);
    }

    public Task RaiseAsync(string id, string name, string? data = null) => Engine.Hub.RaiseEventAsync(id, name, data, CancellationToken.None);

    /// <summary>Waits until the condition holds; the deadline says what was missing.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, string missing)
    {
        using var late = new CancellationTokenSource(Deadline);
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await condition())
        {
            Assert.False(late.IsCancellationRequested, $"Not within {Deadline.TotalSeconds} s: {missing}");
            await clock.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public static Task UntilAsync(Func<bool> condition, string missing) => UntilAsync(() => Task.FromResult(condition()), missing);

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _ownTables.Dispose();
    }

    private async Task<OrchestrationState> WithinDeadlineAsync(string id, Func<CancellationToken, Task<OrchestrationState>> wait)
    {
        using var late = new CancellationTokenSource(Deadline);
        try
        {
            return await wait(late.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{id} did not get there within {Deadline.TotalSeconds} s: {await GetAsync(id)}");
            throw;
        }
    }

    private static AppDefinition Definition(IEnumerable<string> orchestrations, IEnumerable<string> activities) => new(
        "/",
        new HostJson { CustomHandler = new CustomHandlerOptions { ExecutablePath = "app" } },
        [.. orchestrations.Select(name => Function(name, "orchestrationTrigger", "context")), .. activities.Select(name => Function(name, "activityTrigger", "input"))]);

    private static FunctionDefinition Function(string name, string type, string binding)
    {
        var trigger = new BindingDefinition(type, binding, IsOutput: false, new Dictionary<string, System.Text.Json.JsonElement>());
        return new FunctionDefinition(name, trigger, [trigger]);
    }
}

/// <summary>What an engine of a test is made with.</summary>
internal sealed record EngineOptions
{
    public DurableOptions Durable { get; init; } = new() { HubName = AzuriteFixture.UniqueName("hub"), MaxConcurrentActivities = 8, MaxConcurrentOrchestrators = 8 };

    public IEngineFaults Faults { get; init; } = new NoFaults();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IReadOnlyList<string> Orchestrations { get; init; } = ["Flow", "Child", "Other"];

    public IReadOnlyList<string> Activities { get; init; } = ["Work", "More"];
}
