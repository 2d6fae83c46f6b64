namespace Functions.CustomHandler.Invocation;

/// <summary>What bounds an invocation.</summary>
internal sealed record InvocationLimits
{
    /// <summary>Requests above this are refused. Blob contents and histories arrive base64-encoded inside JSON (functions-custom-handler §2.5).</summary>
    public const long MaxRequestBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(30);

    /// <summary>A larger answer is a failure: the host holds it in memory several times over.</summary>
    public int MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>When an invocation's token is cancelled; infinite where the host has no time-out.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>A little before the host's time-out, which would kill the process with everything else that runs in it.</summary>
    public static InvocationLimits For(TimeSpan? functionTimeout)
    {
        if (functionTimeout is not { } timeout)
        {
            return new InvocationLimits { Deadline = Timeout.InfiniteTimeSpan };
        }

        var tenth = timeout / 10;
        return new InvocationLimits { Deadline = timeout - (tenth < LongestMargin ? tenth : LongestMargin) };
    }
}
