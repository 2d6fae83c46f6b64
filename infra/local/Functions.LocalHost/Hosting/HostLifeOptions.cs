using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;
using Functions.LocalHost.Processes;

namespace Functions.LocalHost.Hosting;

/// <summary>What a life of the host gets from the process that it is in.</summary>
internal sealed record HostLifeOptions
{
    public required AppDefinition App { get; init; }

    public required ServiceBusOptions ServiceBus { get; init; }

    /// <summary>The app's settings, the storage included.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The environment of the process, where keys may be set.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required StorageConnection Storage { get; init; }

    public required IKeyStore Keys { get; init; }

    public required Uri HostUrl { get; init; }

    public required OrphanGuard Guard { get; init; }

    public required ILoggerFactory Logging { get; init; }

    public HostContext ToContext(IAppInvoker invoker, IAppProcess process, CancellationToken stopping) => new()
    {
        App = App,
        ServiceBus = ServiceBus,
        Settings = Settings,
        Storage = Storage,
        Invoker = invoker,
        Process = process,
        Time = TimeProvider.System,
        Logging = Logging,
        HostUrl = HostUrl,
        TestHooks = Environment.GetValueOrDefault("LOCALHOST_TEST_HOOKS") == "1",
        Stopping = stopping,
    };
}
