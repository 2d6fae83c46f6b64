namespace Billing.Adapters.Http;

/// <summary>What came of one attempt of a call.</summary>
internal abstract record AttemptResult
{
    private AttemptResult() { }

    public sealed record Replied(HttpReply Reply, ReplyVerdict Verdict) : AttemptResult;

    /// <summary>The request certainly did not reach the service.</summary>
    public sealed record NotSent(string Code) : AttemptResult;

    /// <summary>The request may have reached the service; there is no answer.</summary>
    public sealed record Lost(string Code) : AttemptResult;

    /// <summary>There was an answer, larger than may be read.</summary>
    public sealed record TooLarge : AttemptResult;
}
