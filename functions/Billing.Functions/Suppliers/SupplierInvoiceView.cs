using Billing.Core.Money;
using Billing.Core.Suppliers;

namespace Billing.Functions.Suppliers;

/// <summary>A supplier's invoice as it is shown.</summary>
internal sealed record SupplierInvoiceView(
    string SupplierId, string Number, string Month, DateOnly? IssuedOn, DateOnly? DueOn, PriceBasis Basis, long Total, IReadOnlyList<SupplierInvoiceLineView> Lines)
{
    public static SupplierInvoiceView Of(SupplierInvoice invoice) => new(
        invoice.Supplier.Value, invoice.Number, invoice.Month.ToString(), invoice.IssuedOn, invoice.DueOn, invoice.Basis, invoice.Total.Amount,
        [.. invoice.Lines.Select(line => new SupplierInvoiceLineView(line.Description, line.Quantity, line.Amount.Amount, line.Tax, line.Product?.Value, line.Customer?.Value))]);
}

/// <summary>One line as it is shown.</summary>
internal sealed record SupplierInvoiceLineView(string Description, int Quantity, long Amount, TaxCategory Tax, string? ProductId, string? CustomerId);

/// <summary>What was taken in.</summary>
internal sealed record ImportView(string Id, int Invoices, int Lines, long Total);
