using Billing.Core.Money;
using Billing.Core.Suppliers;
using Billing.Core.Validation;

namespace Billing.Core.Tests.Suppliers;

public sealed class SupplierCsvTests
{
    private const string Header = "number,month,description,amount,quantity,tax,issuedOn,total\r\n";

    [Fact]
    public void B45_Read_LinesOfOneNumber_AreOneInvoice()
    {
        var invoices = Read(Header + "A-1,2026-10,回線,1000,2,Standard,2026-11-01,1500\r\nB-1,2026-10,保守,300,,,,\r\nA-1,2026-10,機器,500,,Reduced,2026-11-01,1500\r\n", out var errors);

        Assert.Empty(errors);
        Assert.Equal(["A-1", "B-1"], invoices.Select(invoice => invoice.Number));
        Assert.Equal([new SupplierInvoiceLine("回線", 2, new Yen(1000), TaxCategory.Standard), new("機器", 1, new Yen(500), TaxCategory.Reduced)], invoices[0].Lines);
        Assert.Equal((new Yen(1500), new Yen(1500), new DateOnly(2026, 11, 1)), (invoices[0].Total, invoices[0].StatedTotal!.Value, invoices[0].IssuedOn!.Value));
        Assert.Null(invoices[1].StatedTotal);
    }

    [Theory]
    [InlineData("A-1,2026-13,x,1,,,,", "line 2.month:invalid")]
    [InlineData("A-1,2026-10,x,1.5,,,,", "line 2.amount:invalid")]
    [InlineData("A-1,2026-10,x,\"1,000\",,,,", "line 2.amount:invalid")]
    [InlineData("A-1,2026-10,x,1,,Sometimes,,", "line 2.tax:invalid")]
    [InlineData("A-1,2026-10,x,1,,1,,", "line 2.tax:invalid")]
    [InlineData("A-1,2026-10,x,1,,,2026/11/1,", "line 2.issuedOn:invalid")]
    [InlineData("A-1,2026-10,x,1,,,,\r\nA-1,2026-11,y,1,,,,", "line 3.month:differs")]
    public void B45_Read_AFaultyValue_IsNamedByItsLine(string lines, string error)
    {
        Read(Header + lines, out var errors);
        Assert.Equal([error], errors);
    }

    [Theory]
    [InlineData("number,month,description\r\nA,2026-10,x", "csv.amount:required csv:csv_empty")]
    [InlineData("number,month,description,amount,surprise\r\nA,2026-10,x,1,1", "csv.header[4]:column_unknown csv:csv_empty")]
    [InlineData("number,month,description,amount\r\n", "csv:csv_empty")]
    [InlineData("\"", "csv:csv_malformed")]
    public void B45_Read_AFileOfAnotherShape_IsRefused(string text, string expected)
    {
        Read(text, out var errors);
        Assert.Equal(expected, string.Join(' ', errors));
    }

    private static IReadOnlyList<SupplierInvoice> Read(string text, out IReadOnlyList<string> faults)
    {
        var errors = new FieldErrors();
        var invoices = SupplierCsv.Read(text, SupplierId.Parse("S1"), errors);
        faults = [.. errors.All.Select(error => $"{error.Field}:{error.Code}")];
        return invoices;
    }
}
