using Billing.Adapters.Http;

namespace Billing.Adapters.Apps;

/// <summary>Reads <c>…__Limits__{Name}</c>; each has a default that works.</summary>
internal static class LimitSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    public static ServiceLimits Read(SettingReader owner, ServiceLimits defaults)
    {
        var limits = owner.Child("Limits");
        return defaults with
        {
            AttemptTimeout = limits.Duration(nameof(ServiceLimits.AttemptTimeout), defaults.AttemptTimeout, Longest),
            CallTimeout = limits.Duration(nameof(ServiceLimits.CallTimeout), defaults.CallTimeout, Longest),
            Retries = limits.Number(nameof(ServiceLimits.Retries), defaults.Retries, 0, 10),
            FirstRetryDelay = limits.Duration(nameof(ServiceLimits.FirstRetryDelay), defaults.FirstRetryDelay, Longest),
            LongestRetryDelay = limits.Duration(nameof(ServiceLimits.LongestRetryDelay), defaults.LongestRetryDelay, Longest),
            Concurrency = limits.Number(nameof(ServiceLimits.Concurrency), defaults.Concurrency, 1, 100),
            RequestsPerSecond = limits.Number(nameof(ServiceLimits.RequestsPerSecond), defaults.RequestsPerSecond, 1, 10_000),
            BreakerThroughput = limits.Number(nameof(ServiceLimits.BreakerThroughput), defaults.BreakerThroughput, 2, 100_000),
            BreakerWindow = limits.Duration(nameof(ServiceLimits.BreakerWindow), defaults.BreakerWindow, Longest),
            BreakDuration = limits.Duration(nameof(ServiceLimits.BreakDuration), defaults.BreakDuration, Longest),
        };
    }
}
