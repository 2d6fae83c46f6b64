using Functions.Durable.Protocol;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>What became of the call for a turn (durable-protocol §3.5).</summary>
internal abstract record TurnReply
{
    private TurnReply()
    {
    }

    /// <summary>Actions to carry out.</summary>
    internal sealed record Answered(OrchestratorResponse Response) : TurnReply;

    /// <summary>The orchestration fails for good.</summary>
    /// <param name="Message">What happened, in one line.</param>
    /// <param name="Details">The exceptions of the real host, outermost first; null when there is none.</param>
    internal sealed record Broken(string Message, string? Details) : TurnReply;

    /// <summary>The turn is repeated later from the same history.</summary>
    internal sealed record Aborted(string Reason) : TurnReply;

    /// <summary>The host stops; the turn is repeated in its next life.</summary>
    internal sealed record Stopping : TurnReply;
}
