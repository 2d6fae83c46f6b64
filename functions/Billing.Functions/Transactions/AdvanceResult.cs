namespace Billing.Functions.Transactions;

/// <summary>What the orchestration does after a step.</summary>
/// <param name="DueAt">For <see cref="NextStep.Wait"/>: until then, unless it is woken.</param>
/// <param name="Failed">A service could not be reached: the back-off grows.</param>
public sealed record AdvanceResult(NextStep Next, DateTimeOffset? DueAt = null, bool Failed = false)
{
    internal static AdvanceResult Again { get; } = new(NextStep.Advance);

    internal static AdvanceResult WriteBack { get; } = new(NextStep.WriteBack);

    internal static AdvanceResult Ended { get; } = new(NextStep.End);

    internal static AdvanceResult Wait(DateTimeOffset dueAt) => new(NextStep.Wait, dueAt);

    internal static AdvanceResult Retry(DateTimeOffset dueAt) => new(NextStep.Wait, dueAt, Failed: true);
}

public enum NextStep
{
    Advance,
    WriteBack,
    Wait,
    End,
}
