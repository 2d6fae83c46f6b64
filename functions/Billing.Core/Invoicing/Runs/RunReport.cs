using Billing.Core.Calendar;

namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// 請求処理結果: what a run did, for the person who answers for it. The lists are cut to <see cref="MostListed"/>; the totals count everything.
/// </summary>
public sealed record RunReport
{
    public const int MostListed = 1_000;

    public required BillingMonth Month { get; init; }

    /// <summary>When the run began, in UTC.</summary>
    public required DateTimeOffset CutOff { get; init; }

    /// <summary>Nothing was written.</summary>
    public bool IsDryRun { get; init; }

    public required RunTotals Totals { get; init; }

    /// <summary>Of the last completed run before this one; null when there was none.</summary>
    public RunTotals? Previous { get; init; }

    /// <summary>Why it parked and waits for a person; empty when it went on by itself.</summary>
    public required IReadOnlyList<BoundBreach> Breaches { get; init; }

    /// <summary>By customer, then contract.</summary>
    public required IReadOnlyList<ParkedContract> Parked { get; init; }

    /// <summary>In the same order.</summary>
    public required IReadOnlyList<BillingNotice> Notices { get; init; }

    /// <summary>対前月: this run's totals less the previous one's.</summary>
    public RunTotals? Difference => Previous is null ? null : Totals - Previous;

    public static RunReport Of(BillingContext context, bool isDryRun, RunFindings findings, RunTotals? previous, RunBounds bounds) => new()
    {
        Month = context.Through,
        CutOff = context.CutOff,
        IsDryRun = isDryRun,
        Totals = findings.Totals,
        Previous = previous,
        Breaches = bounds.Check(findings.Totals, previous),
        Parked = findings.Parked,
        Notices = findings.Notices,
    };
}
