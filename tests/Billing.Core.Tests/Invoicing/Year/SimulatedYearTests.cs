using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Tests.Invoicing.Properties;

namespace Billing.Core.Tests.Invoicing.Year;

public sealed class SimulatedYearTests
{
    private const int Customers = 2_000;
    private static readonly DateOnly NewYear = new(2026, 1, 1);

    /// <summary>Twelve months of 2,000 customers; the year is billed to the end by the timer of January and early February.</summary>
    [Theory]
    [InlineData(20_261_125)]
    public void B30_YearWithATimerTwiceLateAndMissed_TotalsTheStraightforwardCalculation(int seed)
    {
        var source = new RandomContracts(seed, NewYear, 365);
        Contract[][] customers = [.. Enumerable.Range(1, Customers).Select(source.Customer)];
        var year = new SimulatedYear(seed, customers, new InvoicingSettings());

        year.Live(NewYear, new DateOnly(2027, 1, 31), new BillingMonth(2026, 7));

        var months = year.Completed.Select(run => run.Month).ToArray();
        Assert.DoesNotContain(new BillingMonth(2026, 6), months); // July was silent
        Assert.Equal([.. Enumerable.Range(0, 13).Select(n => new BillingMonth(2025, 12).AddMonths(n)).Where(month => month != new BillingMonth(2026, 6))], months);
        Assert.True(year.Deaths > 0 && year.Firings > 300, $"Seed {seed}: {year.Deaths} deaths, {year.Firings} firings.");
        Compare(year, customers);
    }

    private static void Compare(SimulatedYear year, Contract[][] customers)
    {
        var straight = new StraightforwardYear();
        foreach (var (month, cutOff) in year.Completed)
        {
            straight.Run(customers, month, cutOff);
        }

        var documents = year.Documents.Values;
        Assert.True(straight.Total > 1_000_000_000, $"A year of {Customers} customers came to {straight.Total} yen only.");
        Assert.Equal(straight.Total, documents.Sum(document => document.Total.Amount));
        Assert.Equal(straight.Tax, documents.Sum(document => document.Tax.Amount));
        Assert.Equal(straight.Lines, documents.Sum(document => document.Lines.Count));
        Assert.Equal(straight.Invoices, documents.Count(document => document.Key.Kind == DocumentKind.Invoice));
        Assert.Equal(straight.Credits, documents.Count(document => document.Key.Kind == DocumentKind.Credit));
        Assert.Equal(straight.Parked, year.Parked.Count);
        Assert.True(straight.Credits > 100 && straight.Parked > 10, $"{straight.Credits} credits, {straight.Parked} parked: too few to show anything.");
    }
}
