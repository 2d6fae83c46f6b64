using Billing.Core.Money;

namespace Billing.Core.Invoicing.Runs;

/// <summary>Counts and sums of a run or of a page of it. Adding pages in any order gives the run's.</summary>
public sealed record RunTotals
{
    public static RunTotals Zero { get; } = new();

    /// <summary>Customers looked at, with or without an invoice.</summary>
    public int Customers { get; init; }

    public int Invoices { get; init; }

    public int Credits { get; init; }

    public long Lines { get; init; }

    /// <summary>Of invoices and credits, tax included.</summary>
    public Yen Total { get; init; }

    public Yen Tax { get; init; }

    public int Parked { get; init; }

    public int Notices { get; init; }

    public static RunTotals operator +(RunTotals left, RunTotals right) => Add(left, right);

    public static RunTotals operator -(RunTotals left, RunTotals right) => Add(left, Negate(right));

    public static RunTotals Subtract(RunTotals left, RunTotals right) => left - right;

    public static RunTotals Of(CustomerBill bill)
    {
        var totals = new RunTotals { Customers = 1, Parked = bill.Parked.Count, Notices = bill.Notices.Count };
        foreach (var document in bill.Documents)
        {
            totals += new RunTotals
            {
                Invoices = document.Key.Kind == DocumentKind.Invoice ? 1 : 0,
                Credits = document.Key.Kind == DocumentKind.Credit ? 1 : 0,
                Lines = document.Lines.Count,
                Total = document.Total,
                Tax = document.Tax,
            };
        }

        return totals;
    }

    public static RunTotals Add(RunTotals left, RunTotals right) => new()
    {
        Customers = left.Customers + right.Customers,
        Invoices = left.Invoices + right.Invoices,
        Credits = left.Credits + right.Credits,
        Lines = left.Lines + right.Lines,
        Total = left.Total + right.Total,
        Tax = left.Tax + right.Tax,
        Parked = left.Parked + right.Parked,
        Notices = left.Notices + right.Notices,
    };

    public static RunTotals Negate(RunTotals totals) => new()
    {
        Customers = -totals.Customers,
        Invoices = -totals.Invoices,
        Credits = -totals.Credits,
        Lines = -totals.Lines,
        Total = -totals.Total,
        Tax = -totals.Tax,
        Parked = -totals.Parked,
        Notices = -totals.Notices,
    };
}
