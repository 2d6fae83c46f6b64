namespace Billing.Functions.Invoicing;

/// <summary>What the orchestration is to do next, as the rows say.</summary>
/// <param name="Act">What.</param>
/// <param name="Pages">On which pages.</param>
/// <param name="Width">On how many at once.</param>
public sealed record BillingRunStep(BillingRunAct Act, IReadOnlyList<int> Pages, int Width)
{
    /// <summary>Nothing goes on by itself any more, or another start owns the run.</summary>
    public static BillingRunStep End { get; } = new(BillingRunAct.End, [], 0);
}

public enum BillingRunAct
{
    End,
    Bill,
    Confirm,
}
