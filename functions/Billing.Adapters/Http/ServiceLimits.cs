namespace Billing.Adapters.Http;

/// <summary>
/// How one outside service is called, per process (settings <c>…__Limits__{Name}</c>). A service's own limit counts all
/// processes: divide it by the greatest number of instances.
/// </summary>
internal sealed record ServiceLimits
{
    /// <summary>After which one attempt counts as lost.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After which the whole call, waits and repeats included, has ended.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public int Retries { get; init; } = 3;

    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Also the longest Retry-After that a call waits for itself.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(8);

    public int Concurrency { get; init; } = 10;

    public int RequestsPerSecond { get; init; } = 20;

    /// <summary>Calls that may wait for their turn; beyond it a call is turned away at once.</summary>
    public int QueueLength { get; init; } = 1_000;

    /// <summary>Attempts within <see cref="BreakerWindow"/> before their failures can open the circuit.</summary>
    public int BreakerThroughput { get; init; } = 10;

    public TimeSpan BreakerWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit refuses calls without trying.</summary>
    public TimeSpan BreakDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Largest answer that is read, in bytes after decompression.</summary>
    public int LargestReply { get; init; } = 16 * 1024 * 1024;
}
