using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Processes;

/// <summary>What an <see cref="AppProcess"/> is made from.</summary>
internal sealed record AppProcessOptions
{
    public required AppDefinition App { get; init; }

    /// <summary>Where the host answers; tells the app its <c>WEBSITE_HOSTNAME</c>.</summary>
    public required Uri HostUrl { get; init; }

    public required OrphanGuard Guard { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILoggerFactory Logging { get; init; }

    /// <summary>Told the id of each process that is started.</summary>
    public required Action<int> Started { get; init; }
}
