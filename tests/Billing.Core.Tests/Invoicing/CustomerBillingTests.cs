using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing;

public sealed class CustomerBillingTests
{
    private readonly BillingBook _book = new();

    [Fact]
    public void B31_MissedRuns_EndInOneInvoiceWithALinePerServiceMonth()
    {
        var bill = _book.Run("2026-06", Monthly("A").New(2, "2026-04-10").Build());

        var invoice = Assert.Single(bill.Documents);
        Assert.Equal(["2026-04 Monthly 2×1000", "2026-05 Monthly 2×1000", "2026-06 Monthly 2×1000"], BillingBook.Texts(bill));
        Assert.Equal(6_600, invoice.Total.Amount);
        Assert.Equal("Storage 月額（2026年4月分）", invoice.Lines[0].Label);
    }

    [Fact]
    public void B30_RunAgain_BillsNothing()
    {
        var contract = new ContractBuilder("A") { ByQuantity = true }.New(2, "2026-04-10").Add(1, "2026-05-01").Build();
        _book.Run("2026-05", contract);

        var again = _book.Run("2026-05", contract);

        Assert.Empty(again.Documents);
        Assert.Empty(again.Ledgers);
    }

    [Fact]
    public void B30_RunWithAnEarlierCutOffThanTheLedgers_TakesNothingBack()
    {
        var contract = Monthly("A").New(1, "2026-04-10").Add(3, "2026-04-20", "2026-06-20").Build();
        _book.Run("2026-06", contract);

        Assert.Empty(_book.Run(BillingMonth.Parse("2026-05"), BillingBook.CutOff(BillingMonth.Parse("2026-05")), contract).Documents);
    }

    [Fact]
    public void B25_CompletionInAClosedMonth_IsBackBilled()
    {
        var contract = Monthly("A").New(1, "2026-04-10").Add(3, "2026-04-20", "2026-06-20").Build();
        _book.Run("2026-04", contract);
        _book.Run("2026-05", contract);

        Assert.Equal(["2026-04 Monthly 3×1000", "2026-05 Monthly 3×1000", "2026-06 Monthly 4×1000"], BillingBook.Texts(_book.Run("2026-06", contract)));
    }

    [Fact]
    public void B24_BackdatedCancellation_GivesBackInNegativeLines()
    {
        var a = Monthly("A").New(1, "2026-04-10").Cancel("2026-04-30", "2026-06-20").Build();
        var b = Monthly("B").New(5, "2026-04-10").Build();
        _book.Run("2026-05", a, b);

        var bill = _book.Run("2026-06", a, b);

        Assert.Equal(["2026-05 Monthly -1×1000", "2026-06 Monthly 5×1000"], BillingBook.Texts(bill));
        Assert.Equal("Storage 月額（2026年5月分・減額）", bill.Documents[0].Lines[0].Label);
        Assert.Equal(4_400, Assert.Single(bill.Documents).Total.Amount);
    }

    [Fact]
    public void B24_CancellationBeforeTheStartOfABilledContract_GivesAllBackAsACredit()
    {
        var contract = new ContractBuilder("A").New(1, "2026-04-10").Cancel("2026-04-09", "2026-05-20").Build();
        var billed = Assert.Single(_book.Run("2026-04", contract).Documents);

        var bill = _book.Run("2026-05", contract);

        var credit = Assert.Single(bill.Documents);
        Assert.Equal(DocumentKind.Credit, credit.Key.Kind);
        Assert.Equal(-billed.Total, credit.Total);
        Assert.Equal(-billed.Tax, credit.Tax);
        Assert.Null(credit.DueOn);
        Assert.Equal([BillingMonth.Parse("2026-04")], credit.ServiceMonths());
        Assert.Contains(bill.Notices, notice => notice.Kind == NoticeKind.EndedBeforeStart);
        Assert.Equal(Yen.Zero, _book.Ledgers[contract.Id].Value);
        Assert.Empty(_book.Run("2026-06", contract).Documents);
    }

    [Theory]
    [InlineData("2025-10-31", 12)]
    [InlineData("2025-11-01", 11)]
    public void B31_UpToTwelveUnbilledMonths_AreBilled(string start, int lines)
    {
        var bill = _book.Run("2026-09", Monthly("A").New(1, start, "2026-09-15").Build());

        Assert.Empty(bill.Parked);
        Assert.Equal(lines, Assert.Single(bill.Documents).Lines.Count);
    }

    [Fact]
    public void B31_ThirteenUnbilledMonths_ParkTheContractWholeInEachRunAndNoOther()
    {
        var late = new ContractBuilder("A").New(1, "2025-09-30", "2026-09-15").Build();
        var other = Monthly("B").New(1, "2026-09-01").Build();

        var first = _book.Run("2026-09", late, other);
        var second = _book.Run("2026-10", late, other);

        Assert.Equal(["2026-09 Monthly 1×1000"], BillingBook.Texts(first));
        Assert.Equal(new ParkedContract(late.Id, ParkReason.TooManyUnbilledMonths, null, 13, BillingMonth.Parse("2025-09"), new Yen(18_000)), Assert.Single(first.Parked));
        Assert.Equal(14, Assert.Single(second.Parked).UnbilledMonths);
        Assert.DoesNotContain(late.Id, _book.Ledgers);
    }

    [Fact]
    public void B31_BackdatedAdditionOverThirteenBilledMonths_Parks()
    {
        var contract = Monthly("A").New(1, "2025-09-01").Add(1, "2025-09-10", "2026-09-20").Build();
        for (var month = BillingMonth.Parse("2025-09"); month <= BillingMonth.Parse("2026-08"); month = month.AddMonths(1))
        {
            Assert.Single(_book.Run(month.ToString(), contract).Documents);
        }

        Assert.Equal(13, Assert.Single(_book.Run("2026-09", contract).Parked).UnbilledMonths);
    }

    [Fact]
    public void B31_ApprovedBackBilling_BillsAllFromTheNextRunOn()
    {
        var contract = Monthly("A").New(1, "2025-09-30", "2026-09-15").Repair(BillingRepairKind.ApproveBackBilling, "2025-10", "2026-10-20").Build();

        Assert.Equal(13, Assert.Single(_book.Run("2026-09", contract).Parked).UnbilledMonths);
        var bill = _book.Run("2026-10", contract);
        Assert.Empty(bill.Parked);
        Assert.Equal(14, Assert.Single(bill.Documents).Lines.Count);
    }

    [Fact]
    public void B31_ApprovalOfTooFewMonths_StillParks()
    {
        var contract = Monthly("A").New(1, "2025-08-31", "2026-09-15").Repair(BillingRepairKind.ApproveBackBilling, "2025-08", "2026-10-01").Build();

        Assert.Equal((13, BillingMonth.Parse("2025-09")), _book.Run("2026-09", contract).Parked.Select(parked => (parked.UnbilledMonths, parked.Oldest!.Value)).Single());
    }

    [Fact]
    public void B31_WaivedMonths_AreNotBilledAndReportedInEachRun()
    {
        var contract = new ContractBuilder("A").New(2, "2025-09-30", "2026-09-15").Repair(BillingRepairKind.Waive, "2026-09", "2026-10-01").Build();

        var bill = _book.Run("2026-09", contract);

        Assert.Equal(["2026-09 Monthly 2×1000"], BillingBook.Texts(bill));
        var waived = bill.Notices.Where(notice => notice.Kind == NoticeKind.Waived).ToArray();
        Assert.Equal(13, waived.Length); // the initial fee and twelve months
        Assert.Equal(29_000, waived.Sum(notice => notice.Amount.Amount));
        Assert.Equal(13, _book.Run("2026-10", contract).Notices.Count(notice => notice.Kind == NoticeKind.Waived));
    }

    [Fact]
    public void B31_WaivedMonthThatWasBilled_StillComesBack()
    {
        var contract = Monthly("A").New(1, "2026-04-01").Cancel("2026-03-31", "2026-05-20").Repair(BillingRepairKind.Waive, "2026-12", "2026-05-21").Build();
        _book.Run("2026-04", contract);

        Assert.Equal(["2026-04 Monthly -1×1000"], BillingBook.Texts(_book.Run("2026-05", contract)));
    }

    [Fact]
    public void B37_TwoContractsOfOneProduct_EachChargeTheirInitialFee()
    {
        var bill = _book.Run("2026-04", new ContractBuilder("B").New(1, "2026-04-01").Build(), new ContractBuilder("A").New(1, "2026-04-01").Build());

        Assert.Equal(["A Initial", "A Monthly", "B Initial", "B Monthly"], Assert.Single(bill.Documents).Lines.Select(line => $"{line.Contract} {line.Fee.Kind}"));
    }

    [Fact]
    public void B39_TwoBases_GiveTwoInvoices()
    {
        var bill = _book.Run("2026-04", Monthly("A").New(1, "2026-04-01").Build(), Monthly("B", PriceBasis.TaxIncluded).New(1, "2026-04-01").Build());

        Assert.Equal(["2026-04.excl.0.invoice.C1", "2026-04.incl.0.invoice.C1"], bill.Documents.Select(document => document.Key.ToString()));
        Assert.Equal([1_100, 1_000], bill.Documents.Select(document => document.Total.Amount));
        Assert.Equal([100, 90], bill.Documents.Select(document => document.Tax.Amount));
    }

    [Fact]
    public void Compute_RateTotalOfZero_IsAnInvoiceOfItsLines()
    {
        var a = Monthly("A").New(1, "2026-04-10").Cancel("2026-04-30", "2026-06-20").Build();
        var b = Monthly("B").New(1, "2026-06-10").Build();
        _book.Run("2026-05", a, b);

        var bill = _book.Run("2026-06", a, b);

        var invoice = Assert.Single(bill.Documents);
        Assert.Equal((DocumentKind.Invoice, 2, 0), (invoice.Key.Kind, invoice.Lines.Count, invoice.Total.Amount));
    }

    [Fact]
    public void Compute_FreeContract_IsAnInvoiceOfZero()
    {
        var contract = new ContractBuilder("A") { Pattern = FeePattern.MonthlyOnly, MonthlyFee = 0 }.New(1, "2026-04-10").Build();
        Assert.Equal(0, Assert.Single(_book.Run("2026-04", contract).Documents).Total.Amount);
        Assert.Empty(_book.Run("2026-04", contract).Documents);
    }

    [Fact]
    public void Compute_NegativeRate_MovesItsNegativeLinesOnlyToACredit()
    {
        var ten = Monthly("A").New(3, "2026-04-10").Cancel("2026-04-30", "2026-06-20").Build();
        var tenMore = Monthly("B").New(1, "2026-06-10").Build();
        var eight = new ContractBuilder("C") { Pattern = FeePattern.MonthlyOnly, MonthlyFee = 999, Tax = TaxCategory.Reduced }.New(1, "2026-06-01").Build();
        _book.Run("2026-05", ten, tenMore, eight);

        var bill = _book.Run("2026-06", ten, tenMore, eight);

        var (invoice, credit) = (bill.Documents[0], bill.Documents[1]);
        Assert.Equal(["B", "C"], invoice.Lines.Select(line => line.Contract.Value));
        Assert.Equal([new RateTotal(TaxCode.Standard10, new(1_000), new(100), new(1_100)), new RateTotal(TaxCode.Reduced8, new(999), new(79), new(1_078))], invoice.Rates);
        Assert.Equal("2026-06.excl.0.credit.C1", credit.Key.ToString());
        Assert.Equal([new RateTotal(TaxCode.Standard10, new(-3_000), new(-300), new(-3_300))], credit.Rates);
    }

    [Fact]
    public void Compute_OldAndReducedEightPercent_AreTwoRates()
    {
        var old = Monthly("A").New(1, "2019-09-01", "2019-10-02").Cancel("2019-09-30", "2019-10-02").Build();
        var reduced = new ContractBuilder("B") { Pattern = FeePattern.MonthlyOnly, Tax = TaxCategory.Reduced }.New(1, "2019-10-01").Build();

        var invoice = Assert.Single(_book.Run("2019-10", old, reduced).Documents);

        Assert.Equal([TaxCode.Reduced8, TaxCode.Old8], invoice.Rates.Select(rate => rate.Code));
    }

    [Fact]
    public void Compute_RevisionOfABilledMonth_KeepsItsPriceAndSaysSoOnce()
    {
        var contract = Monthly("A").New(1, "2026-04-01").Add(1, "2026-04-20", "2026-05-20").Revise("2026-04", 1_500, "2026-05-21").Build();
        _book.Run("2026-04", contract);

        var bill = _book.Run("2026-05", contract);

        Assert.Equal(["2026-04 Monthly 1×1000", "2026-05 Monthly 2×1500"], BillingBook.Texts(bill));
        Assert.Contains(bill.Notices, notice => notice is { Kind: NoticeKind.RevisionOfBilledMonth });
        Assert.Empty(_book.Run("2026-06", contract).Notices);
    }

    [Fact]
    public void B22_AdditionMovedToTheStart_IsReportedOnce()
    {
        var contract = Monthly("A").New(1, "2026-04-10", "2026-03-01").Add(1, "2026-03-20").Build();

        var notice = Assert.Single(_book.Run("2026-04", contract).Notices);

        Assert.Equal((NoticeKind.AdditionMovedToStart, "A-2"), (notice.Kind, notice.Order?.Value));
        Assert.Empty(_book.Run("2026-05", contract).Notices);
    }

    [Fact]
    public void B23_BrokenHistory_ParksThatContractOnly()
    {
        var broken = Monthly("A").New(1, "2026-04-01").Reduce(1, "2026-04-20").Build();

        var bill = _book.Run("2026-05", broken, Monthly("B").New(1, "2026-05-01").Build());

        Assert.Equal(new ParkedContract(broken.Id, ParkReason.BrokenHistory, HistoryFault.ReducedToZero), Assert.Single(bill.Parked));
        Assert.Equal("B", Assert.Single(Assert.Single(bill.Documents).Lines).Contract.Value);
    }

    [Fact]
    public void Compute_ContractOfAnotherCustomer_IsRefused()
    {
        var contract = Monthly("A").New(1, "2026-04-01").Build() with { Customer = CustomerId.Parse("C2") };
        Assert.Throws<InvoicingInvariantException>(() => _book.Run("2026-04", contract));
    }

    [Fact]
    public void B29_Documents_CarryDatesAndRegistration()
    {
        var book = new BillingBook { Settings = new InvoicingSettings { Registration = RegistrationNumber.Parse("T7000012050002") } };

        var invoice = Assert.Single(book.Run("2026-04", Monthly("A").New(1, "2026-04-01").Build()).Documents);

        // 30 April 2026, a Thursday, closes; 3 to 6 May are holidays, so that the third business day is 8 May. 31 May is a Sunday.
        Assert.Equal((new DateOnly(2026, 5, 8), new DateOnly(2026, 6, 1)), (invoice.IssuedOn, invoice.DueOn));
        Assert.Equal("T7000012050002", invoice.Registration?.Value);
    }

    private static ContractBuilder Monthly(string id, PriceBasis basis = PriceBasis.TaxExcluded) => new(id) { Pattern = FeePattern.MonthlyOnly, Basis = basis };
}
