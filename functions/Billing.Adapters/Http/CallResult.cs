namespace Billing.Adapters.Http;

/// <summary>What came of a call with all its attempts.</summary>
internal abstract record CallResult
{
    private CallResult() { }

    /// <param name="MayHaveBeenDone">An earlier attempt of this call may have done it already, so that a conflict or "already" may be our own doing.</param>
    public sealed record Answered(HttpReply Reply, bool MayHaveBeenDone) : CallResult;

    /// <summary>Nothing was done there for certain: try later.</summary>
    public sealed record NotDone(string Code, TimeSpan? RetryAfter) : CallResult;

    /// <summary>It may have been done.</summary>
    public sealed record Lost(string Code) : CallResult;

    /// <summary>The answer of a read was larger than may be read: ask for less.</summary>
    public sealed record TooLarge : CallResult;
}
