namespace Billing.Adapters.Http;

/// <summary>Whether and when an attempt is repeated. Pure; randomness arrives as a number.</summary>
internal static class RetryRules
{
    /// <summary>
    /// Only proven-transient failures are repeated: what did not reach the service, what the service says it did not do, and,
    /// where a repeat cannot do a thing twice, what was lost. An effect whose answer was lost is never repeated here.
    /// </summary>
    public static bool ShouldRepeat(CallKind kind, AttemptResult result, TimeSpan longestWait) => result switch
    {
        AttemptResult.NotSent => true,
        AttemptResult.Lost => kind != CallKind.Effect,
        AttemptResult.Replied { Verdict: ReplyVerdict.NotDone } replied => IsShortEnough(replied.Reply.RetryAfter, longestWait),
        AttemptResult.Replied { Verdict: ReplyVerdict.Doubtful } replied =>
            kind != CallKind.Effect && IsShortEnough(replied.Reply.RetryAfter, longestWait),
        _ => false,
    };

    /// <summary>Exponential with full jitter above half, never shorter than the service asked for.</summary>
    /// <param name="attempt">From 0.</param>
    /// <param name="random">In [0, 1).</param>
    public static TimeSpan Delay(int attempt, TimeSpan first, TimeSpan longest, TimeSpan? retryAfter, double random)
    {
        var ceiling = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 20)));
        var jittered = TimeSpan.FromMilliseconds(ceiling / 2 * (1 + random));
        return retryAfter is { } asked && asked > jittered ? asked : jittered;
    }

    /// <summary>A longer wait than ours belongs to the caller, who can leave and come back; holding the call would not help.</summary>
    private static bool IsShortEnough(TimeSpan? asked, TimeSpan longestWait) => asked is null || asked <= longestWait;
}
