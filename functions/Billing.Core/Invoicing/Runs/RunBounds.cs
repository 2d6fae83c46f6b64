using Billing.Core.Money;

namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// How far a run may be from the month before without a person's word: a slip of the finger in a price, or half of the customers not read, must not become
/// thousands of invoices. The first run has nothing to be compared with and asks when <see cref="AskAtFirstRun"/> says so.
/// </summary>
public sealed record RunBounds
{
    public const int MostPercent = 10_000;

    /// <summary>Whole percent of the month before by which the total may rise; null: not checked.</summary>
    public int? TotalRisePercent { get; init; } = 50;

    /// <summary>Whole percent by which it may fall.</summary>
    public int? TotalFallPercent { get; init; } = 30;

    /// <summary>Whole percent by which the number of invoices may rise.</summary>
    public int? CountRisePercent { get; init; } = 50;

    /// <summary>Whole percent by which it may fall.</summary>
    public int? CountFallPercent { get; init; } = 30;

    /// <summary>A total that differs by no more than this never asks, so that small companies are left in peace.</summary>
    public Yen SmallestTotalDifference { get; init; } = new(100_000);

    /// <summary>Nor does a number of invoices that differs by no more than this.</summary>
    public int SmallestCountDifference { get; init; } = 10;

    public bool AskAtFirstRun { get; init; }

    /// <summary>The bounds that the run breaks; empty when it may go on by itself.</summary>
    public IReadOnlyList<BoundBreach> Check(RunTotals run, RunTotals? previous)
    {
        if (previous is null)
        {
            return AskAtFirstRun ? [new BoundBreach(BoundKind.FirstRun, run.Total.Amount, 0)] : [];
        }

        var breaches = new List<BoundBreach>();
        Add(breaches, BoundKind.Total, run.Total.Amount, previous.Total.Amount, SmallestTotalDifference.Amount, TotalRisePercent, TotalFallPercent);
        Add(breaches, BoundKind.Count, run.Invoices, previous.Invoices, SmallestCountDifference, CountRisePercent, CountFallPercent);
        return breaches;
    }

    private static void Add(List<BoundBreach> breaches, BoundKind kind, long now, long before, long smallest, int? rise, int? fall)
    {
        var difference = checked(now - before);
        var percent = difference > 0 ? rise : fall;

        // The difference over the absolute amount before, without a division that would round.
        if (percent is { } limit && Math.Abs(difference) > smallest && (Int128)Math.Abs(difference) * 100 > (Int128)Math.Abs(before) * limit)
        {
            breaches.Add(new BoundBreach(kind, now, before));
        }
    }
}
