using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Hosting;

/// <summary>What every component of one life of the host is built from.</summary>
internal sealed record HostContext
{
    /// <summary>host.json and the functions of the app.</summary>
    public required AppDefinition App { get; init; }

    /// <summary>The section <c>serviceBus</c> of localhost.json.</summary>
    public required ServiceBusOptions ServiceBus { get; init; }

    /// <summary>The settings of the app: environment, localhost.json, <c>--settings</c>; compared ignoring case.</summary>
    public required IReadOnlyDictionary<string, string> Settings { get; init; }

    /// <summary>The Azurite that this host started.</summary>
    public required StorageConnection Storage { get; init; }

    public required IAppInvoker Invoker { get; init; }

    public required IAppProcess Process { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Logging { get; init; }

    /// <summary>Where the host answers, for example <c>http://127.0.0.1:7071</c>.</summary>
    public required Uri HostUrl { get; init; }

    /// <summary>Whether <c>LOCALHOST_TEST_HOOKS=1</c>: crash points may be used.</summary>
    public required bool TestHooks { get; init; }

    /// <summary>Cancelled when this life of the host ends: stop, Ctrl-C, or a recycle.</summary>
    public required CancellationToken Stopping { get; init; }
}
