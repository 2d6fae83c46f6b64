using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing;

public sealed class InvoiceKeyTests
{
    [Theory]
    [InlineData("2026-10.excl.0.invoice.C1")]
    [InlineData("2026-10.incl.999.credit.a-b_c")]
    public void ToString_Parsed_IsTheText(string text) => Assert.Equal(text, InvoiceKey.Parse(text).ToString());

    [Fact]
    public void Parse_Key_HasItsParts() =>
        Assert.Equal(new InvoiceKey(new BillingMonth(2026, 10), CustomerId.Parse("C1"), PriceBasis.TaxIncluded, 2, DocumentKind.Credit), InvoiceKey.Parse("2026-10.incl.2.credit.C1"));

    [Theory]
    [InlineData("2026-10.excl.00.invoice.C1")]
    [InlineData("2026-10.excl.1000.invoice.C1")]
    [InlineData("2026-10.excl.0.invoice.")]
    [InlineData("2026-10.excl.0.invoice.C1.x")]
    [InlineData("2026-10.Excl.0.invoice.C1")]
    [InlineData("2026-13.excl.0.invoice.C1")]
    [InlineData(null)]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.False(InvoiceKey.TryParse(text, out _));
}
