namespace Billing.Adapters.Http;

/// <summary>What the attempts of one call share.</summary>
internal sealed class CallState(CallKind kind, Func<HttpRequestMessage> create, CancellationToken caller)
{
    public CallKind Kind { get; } = kind;

    public CancellationToken Caller { get; } = caller;

    /// <summary>True once an attempt of a write may have been carried out without our knowing.</summary>
    public bool MayHaveBeenDone { get; private set; }

    public string LastCode { get; private set; } = "timeout";

    public HttpRequestMessage CreateRequest() => create();

    public AttemptResult Note(AttemptResult result)
    {
        LastCode = CodeOf(result);
        MayHaveBeenDone |= Kind != CallKind.Read && IsDoubtful(result);
        return result;
    }

    private static bool IsDoubtful(AttemptResult result) => result is
        AttemptResult.Lost or AttemptResult.TooLarge or AttemptResult.Replied { Verdict: ReplyVerdict.Doubtful };

    private static string CodeOf(AttemptResult result) => result switch
    {
        AttemptResult.Replied replied => $"http_{replied.Reply.Status}",
        AttemptResult.NotSent notSent => notSent.Code,
        AttemptResult.Lost lost => lost.Code,
        _ => "answer_too_large",
    };
}
