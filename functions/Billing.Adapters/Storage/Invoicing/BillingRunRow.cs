using Billing.Core.Calendar;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// 請求処理: one run as it is stored, in table <c>BillingRuns</c>, partition <c>runs</c>. The row is the truth; an orchestration only moves it forward.
/// </summary>
public sealed record BillingRunRow
{
    public required RunId Id { get; init; }

    public required BillingMonth Month { get; init; }

    public required RunState State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary><c>timer</c>, <c>system</c> or a person; personal data where it is an e-mail.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>Fixed when the run begins: what is recorded later waits for the next run, however often this one is repeated.</summary>
    public DateTimeOffset? CutOff { get; init; }

    public DateTimeOffset? PreviousCutOff { get; init; }

    /// <summary>The totals of the last completed run before.</summary>
    public RunTotals? Previous { get; init; }

    /// <summary>Pages of customers; null until they are planned.</summary>
    public int? Pages { get; init; }

    /// <summary>Its own, once every page is computed.</summary>
    public RunTotals? Totals { get; init; }

    public int Failures { get; init; }

    /// <summary>The start of the orchestration that owns the run; an older one changes nothing.</summary>
    public string? StartId { get; init; }

    /// <summary>How often it was started.</summary>
    public int Epoch { get; init; }

    /// <summary>When the row last moved, in UTC.</summary>
    public required DateTimeOffset ProgressAt { get; init; }

    public DateTimeOffset? ConfirmedAt { get; init; }

    public string? ConfirmedBy { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }
}
