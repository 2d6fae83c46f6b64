namespace Billing.Core.Invoicing.Runs;

/// <summary>What pages of a run found. Pages are joined in their order; however customers are split into pages, the result is the same.</summary>
public sealed record RunFindings
{
    public static RunFindings None { get; } = new();

    public RunTotals Totals { get; init; } = RunTotals.Zero;

    /// <summary>At most <see cref="RunReport.MostListed"/>, the first ones.</summary>
    public IReadOnlyList<ParkedContract> Parked { get; init; } = [];

    /// <summary>At most <see cref="RunReport.MostListed"/>, the first ones.</summary>
    public IReadOnlyList<BillingNotice> Notices { get; init; } = [];

    /// <summary>Of a page's customers, in their order.</summary>
    public static RunFindings Of(IEnumerable<CustomerBill> bills)
    {
        var totals = RunTotals.Zero;
        List<ParkedContract> parked = [];
        List<BillingNotice> notices = [];
        foreach (var bill in bills)
        {
            totals += RunTotals.Of(bill);
            parked.AddRange(bill.Parked.Take(RunReport.MostListed - parked.Count));
            notices.AddRange(bill.Notices.Take(RunReport.MostListed - notices.Count));
        }

        return new RunFindings { Totals = totals, Parked = parked, Notices = notices };
    }

    /// <summary>This page, then the next one.</summary>
    public RunFindings Then(RunFindings next) => new()
    {
        Totals = Totals + next.Totals,
        Parked = [.. Parked.Concat(next.Parked).Take(RunReport.MostListed)],
        Notices = [.. Notices.Concat(next.Notices).Take(RunReport.MostListed)],
    };
}
