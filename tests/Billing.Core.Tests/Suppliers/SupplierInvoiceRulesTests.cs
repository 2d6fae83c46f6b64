using Billing.Core.Calendar;
using Billing.Core.Money;
using Billing.Core.Suppliers;

namespace Billing.Core.Tests.Suppliers;

public sealed class SupplierInvoiceRulesTests
{
    [Fact]
    public void B45_Validate_AnInvoiceThatAddsUp_IsTakenIn() => Assert.Empty(Faults(Invoice() with { StatedTotal = new Yen(800) }));

    [Fact]
    public void B45_Validate_ATotalThatIsNotTheSum_IsRefused() =>
        Assert.Equal(["invoices[0].total:total_mismatch"], Faults(Invoice() with { StatedTotal = new Yen(801) }));

    [Fact]
    public void B45_Validate_FaultyFields_AreNamedByTheirPlace()
    {
        var invoice = Invoice() with
        {
            Number = "",
            IssuedOn = new DateOnly(2026, 11, 2),
            DueOn = new DateOnly(2026, 11, 1),
            Lines = [new SupplierInvoiceLine("", 0, new Yen(100_000_000_000), (TaxCategory)9)],
        };

        Assert.Equal(
            [
                "invoices[0].number:required", "invoices[0].lines[0].description:required", "invoices[0].lines[0].quantity:out_of_range",
                "invoices[0].lines[0].amount:out_of_range", "invoices[0].lines[0].tax:not_a_choice", "invoices[0].dueOn:before_issue",
            ],
            Faults(invoice));
    }

    [Fact]
    public void B45_Validate_NoLinesOrTooMany_IsRefused()
    {
        Assert.Equal(["invoices[0].lines:out_of_range"], Faults(Invoice() with { Lines = [] }));
        Assert.Equal(
            ["invoices[0].lines:out_of_range"],
            Faults(Invoice() with { Lines = [.. Enumerable.Repeat(Invoice().Lines[0], SupplierInvoiceRules.MostLines + 1)] }));
    }

    [Theory]
    [InlineData("T1234567890123", true)]
    [InlineData(null, true)]
    [InlineData("T123456789012", false)]
    [InlineData("1234567890123", false)]
    [InlineData("T123456789012３", false)]
    public void Validate_TheRegistrationNumber_HasItsForm(string? number, bool isValid) =>
        Assert.Equal(isValid, new Supplier { Id = SupplierId.Parse("S1"), Name = "仕入先", RegistrationNumber = number }.Validate().Count == 0);

    private static IEnumerable<string> Faults(SupplierInvoice invoice) =>
        SupplierInvoiceRules.Validate(invoice, "invoices[0].").Select(error => $"{error.Field}:{error.Code}");

    private static SupplierInvoice Invoice() => new()
    {
        Supplier = SupplierId.Parse("S1"),
        Number = "2026-001",
        Month = BillingMonth.Parse("2026-10"),
        Basis = PriceBasis.TaxExcluded,
        Lines = [new SupplierInvoiceLine("回線", 1, new Yen(1000), TaxCategory.Standard), new SupplierInvoiceLine("返金", 1, new Yen(-200), TaxCategory.Standard)],
    };
}
