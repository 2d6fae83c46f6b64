using Billing.Adapters.Http;

namespace Billing.Adapters.Tests.Http;

internal static class TestLimits
{
    /// <summary>Repeats at once, and gives up a silent service soon; everything else as in production.</summary>
    public static ServiceLimits Quick { get; } = new()
    {
        FirstRetryDelay = TimeSpan.FromMilliseconds(1),
        LongestRetryDelay = TimeSpan.FromMilliseconds(20),
        RequestsPerSecond = 5_000,
        BreakerThroughput = 1_000,
    };

    /// <summary>For tests whose service never answers.</summary>
    public static ServiceLimits Impatient { get; } = Quick with { AttemptTimeout = TimeSpan.FromMilliseconds(300), CallTimeout = TimeSpan.FromSeconds(20) };
}
