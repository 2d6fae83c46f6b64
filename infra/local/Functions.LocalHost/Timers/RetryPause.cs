using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Timers;

/// <summary>The pauses of a retry policy (functions-custom-handler §5).</summary>
internal static class RetryPause
{
    private const int LargestExponent = 30;

    /// <param name="policy">The function's policy.</param>
    /// <param name="retry">1 for the first retry.</param>
    /// <returns>The pause before that retry, or null when there is none any more.</returns>
    public static TimeSpan? Before(RetryDefinition policy, int retry)
    {
        if (policy.MaxRetryCount >= 0 && retry > policy.MaxRetryCount)
        {
            return null;
        }

        var doubled = policy.MinimumInterval.TotalMilliseconds * (1L << Math.Min(retry - 1, LargestExponent));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, policy.MaximumInterval.TotalMilliseconds));
    }
}
