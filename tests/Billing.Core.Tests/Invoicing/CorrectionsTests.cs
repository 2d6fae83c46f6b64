using Billing.Core.Calendar;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing;

public sealed class CorrectionsTests
{
    private static readonly DateTimeOffset At = ContractBuilder.Noon("2026-06-15");

    private readonly BillingBook _book = new() { Settings = new InvoicingSettings { Registration = RegistrationNumber.Parse("T7000012050002") } };

    [Fact]
    public void CreditOf_Invoice_GivesBackItsTotalsToTheYen()
    {
        var invoice = _book.Run("2026-04", new ContractBuilder("A") { MonthlyFee = 1_009, Basis = PriceBasis.TaxIncluded }.New(3, "2026-04-01").Build()).Documents[0];

        var credit = Corrections.CreditOf(invoice, 1, "accounting", "never delivered", At);

        Assert.Equal("2026-04.incl.1.credit.C1", credit.Key.ToString());
        Assert.Equal((-invoice.Total, -invoice.Tax), (credit.Total, credit.Tax));
        Assert.Equal(invoice.Lines.Select(line => -line.Amount), credit.Lines.Select(line => line.Amount));
        Assert.Equal(new Correction(invoice.Key, "accounting", "never delivered", At), credit.Correction);
        Assert.Equal((new DateOnly(2026, 6, 15), "T7000012050002"), (credit.IssuedOn, credit.Registration?.Value));
    }

    [Fact]
    public void CreditOf_Credit_IsRefused()
    {
        var invoice = _book.Run("2026-04", new ContractBuilder("A").New(3, "2026-04-01").Build()).Documents[0];
        var credit = Corrections.CreditOf(invoice, 1, "accounting", "never delivered", At);
        Assert.Throws<ArgumentException>(() => Corrections.CreditOf(credit, 2, "accounting", "again", At));
    }

    [Fact]
    public void Reissue_AfterAWrongPrice_BillsTheSameFeesAnewAndNoOthers()
    {
        var wrong = new ContractBuilder("A").New(3, "2026-04-01").Build();
        var invoice = _book.Run("2026-04", wrong).Documents[0];
        _book.Run("2026-05", wrong);
        var right = new ContractBuilder("A") { MonthlyFee = 900 }.New(3, "2026-04-01").Add(1, "2026-05-10", "2026-06-10").Build();

        var bill = Corrections.Reissue(invoice, new CustomerAccount(ContractBuilder.Customer, [right], _book.Ledgers), Context(1), "accounting", "price list");
        _book.Take(bill);

        Assert.Equal(["2026-04 Initial -1×5000", "2026-04 Monthly -3×1000", "2026-04 Initial 1×5000", "2026-04 Monthly 3×900"], BillingBook.Texts(bill));
        Assert.Equal(["2026-04.excl.1.credit.C1", "2026-04.excl.2.invoice.C1"], bill.Documents.Select(document => document.Key.ToString()));
        Assert.All(bill.Documents, document => Assert.Equal(invoice.Key, document.Correction?.Of));

        // The addition reported since waits for the run; May keeps the price that it was billed at.
        Assert.Equal(["2026-05 Monthly 1×1000", "2026-06 Monthly 4×900"], BillingBook.Texts(_book.Run("2026-06", right)));
    }

    [Fact]
    public void Reissue_OfWhatTheLedgersDoNotHold_IsRefused()
    {
        var contract = new ContractBuilder("A").New(3, "2026-04-01").Build();
        var invoice = _book.Run("2026-04", contract).Documents[0];
        var account = new CustomerAccount(ContractBuilder.Customer, [contract], new BillingBook().Ledgers);
        Assert.Throws<InvoicingInvariantException>(() => Corrections.Reissue(invoice, account, Context(1), "accounting", "price list"));
    }

    private BillingContext Context(int sequence) =>
        new() { Through = BillingMonth.Parse("2026-05"), CutOff = At, Sequence = sequence, Settings = _book.Settings };
}
