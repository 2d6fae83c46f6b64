using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing.Runs;

public sealed class RunReportTests
{
    [Theory]
    [InlineData(1_500_000, 1_000_000, false)]
    [InlineData(1_500_001, 1_000_000, true)]
    [InlineData(700_000, 1_000_000, false)]
    [InlineData(699_999, 1_000_000, true)]
    [InlineData(100_000, 0, false)] // not above the smallest difference
    [InlineData(100_001, 0, true)]
    [InlineData(-500_000, -400_000, false)]
    public void B30_Check_TotalAgainstTheMonthBefore_Breaches(long now, long before, bool breaches)
    {
        var found = new RunBounds().Check(new RunTotals { Total = new Yen(now) }, new RunTotals { Total = new Yen(before) });
        Assert.Equal(breaches ? [new BoundBreach(BoundKind.Total, now, before)] : [], found);
    }

    [Theory]
    [InlineData(150, 100, false)]
    [InlineData(151, 100, true)]
    [InlineData(70, 100, false)]
    [InlineData(69, 100, true)]
    [InlineData(11, 1, false)]
    [InlineData(12, 1, true)]
    public void B30_Check_CountAgainstTheMonthBefore_Breaches(int now, int before, bool breaches)
    {
        var found = new RunBounds().Check(new RunTotals { Invoices = now }, new RunTotals { Invoices = before });
        Assert.Equal(breaches ? [new BoundBreach(BoundKind.Count, now, before)] : [], found);
    }

    [Fact]
    public void B30_Check_FirstRun_AsksOnlyWhenSet()
    {
        var totals = new RunTotals { Total = new Yen(7) };
        Assert.Empty(new RunBounds().Check(totals, null));
        Assert.Equal([new BoundBreach(BoundKind.FirstRun, 7, 0)], new RunBounds { AskAtFirstRun = true }.Check(totals, null));
    }

    [Fact]
    public void Check_BoundSwitchedOff_NeverBreaches() =>
        Assert.Empty(new RunBounds { TotalRisePercent = null }.Check(new RunTotals { Total = new Yen(long.MaxValue) }, RunTotals.Zero));

    [Fact]
    public void Of_Findings_CountsAndCompares()
    {
        var book = new BillingBook();
        var parked = new ContractBuilder("A").New(1, "2024-01-01", "2026-04-01").Build();
        var back = new ContractBuilder("B").New(1, "2026-03-01").Cancel("2026-02-28", "2026-04-20").Build();
        var normal = new ContractBuilder("C") { Basis = PriceBasis.TaxIncluded }.New(1, "2026-04-01").Build();
        var march = RunFindings.Of([book.Run("2026-03", back, normal)]);
        var april = RunFindings.Of([book.Run("2026-04", parked, back, normal)]);

        var report = RunReport.Of(Context("2026-04"), true, april, march.Totals, new RunBounds());

        Assert.Equal(new RunTotals { Customers = 1, Invoices = 1, Lines = 2, Total = new Yen(6_600), Tax = new Yen(600) }, march.Totals);
        Assert.Equal(
            new RunTotals { Customers = 1, Invoices = 1, Credits = 1, Lines = 4, Total = new Yen(6_000 - 6_600), Tax = new Yen(545 - 600), Parked = 1, Notices = 1 }, report.Totals);
        Assert.Equal(-7_200, report.Difference?.Total.Amount);
        Assert.Equal((1, 1, true), (report.Parked.Count, report.Notices.Count, report.IsDryRun));
        Assert.Empty(report.Breaches);
    }

    [Fact]
    public void Of_ManyParked_ListsTheFirstAndCountsAll()
    {
        var bill = new CustomerBill
        {
            Documents = [],
            Ledgers = [],
            Notices = [],
            Parked = [.. Enumerable.Range(0, 700).Select(n => new ParkedContract(ContractId.Parse($"K{n}"), ParkReason.BrokenHistory))],
        };

        var findings = RunFindings.Of([bill]).Then(RunFindings.Of([bill]));

        Assert.Equal((1_000, 1_400), (findings.Parked.Count, findings.Totals.Parked));
        Assert.Equal("K299", findings.Parked[^1].Contract.Value);
        Assert.Equal(findings.Parked, RunFindings.Of([bill, bill]).Parked);
    }

    [Fact]
    public void IsAllowed_EveryPair_OnlyADraftMoves()
    {
        var allowed = from one in Enum.GetValues<InvoiceStatus>() from other in Enum.GetValues<InvoiceStatus>() where InvoiceMoves.IsAllowed(one, other) select (one, other);
        Assert.Equal([(InvoiceStatus.Draft, InvoiceStatus.Confirmed), (InvoiceStatus.Draft, InvoiceStatus.Discarded)], allowed);
    }

    [Fact]
    public void Discard_Draft_BillsTheSameAgain()
    {
        var book = new BillingBook();
        var contract = new ContractBuilder("A").New(1, "2026-04-01").Build();
        var draft = book.Run("2026-04", contract);
        book.Take(draft with { Ledgers = [InvoiceMoves.Discard(book.Ledgers[contract.Id], draft.Documents[0])] });

        var again = book.Run("2026-04", contract);

        Assert.Equal(draft.Documents[0].Lines, again.Documents[0].Lines);
    }

    private static BillingContext Context(string month) =>
        new() { Through = BillingMonth.Parse(month), CutOff = BillingBook.CutOff(BillingMonth.Parse(month)), Settings = new InvoicingSettings() };
}
