using System.Globalization;
using Billing.Core.Calendar;
using Billing.Core.Money;
using Billing.Core.Suppliers;
using Billing.Core.Validation;

namespace Billing.Functions.Suppliers;

/// <summary>Invoices of one supplier as they are sent: all of them are taken in, or none.</summary>
internal sealed record SupplierInvoicesBody
{
    public IReadOnlyList<SupplierInvoiceBody?>? Invoices { get; init; }
}

/// <summary>One invoice as it is sent. Amounts are whole yen.</summary>
internal sealed record SupplierInvoiceBody
{
    public string? Number { get; init; }

    public string? Month { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public PriceBasis Basis { get; init; }

    public long? Total { get; init; }

    public IReadOnlyList<SupplierInvoiceLineBody?>? Lines { get; init; }

    public SupplierInvoice ToInvoice(SupplierId supplier, string at, FieldErrors errors)
    {
        if (!BillingMonth.TryParse(Month, out var month))
        {
            errors.Add(at + "month", "month_invalid", "月はyyyy-MMで入力してください。", "A month yyyy-MM was expected.");
        }

        var lines = (Lines ?? []).Take(SupplierInvoiceRules.MostLines + 1);
        return new SupplierInvoice
        {
            Supplier = supplier,
            Number = Number?.Trim() ?? "",
            Month = month,
            IssuedOn = IssuedOn,
            DueOn = DueOn,
            Basis = Basis,
            StatedTotal = Total is { } total ? new Yen(total) : null,
            Lines = [.. lines.Select((line, index) => (line ?? new SupplierInvoiceLineBody()).ToLine(string.Create(CultureInfo.InvariantCulture, $"{at}lines[{index}]."), errors))],
        };
    }
}

/// <summary>One line as it is sent.</summary>
internal sealed record SupplierInvoiceLineBody
{
    public string? Description { get; init; }

    /// <summary>1 when left out. (Initial values of properties are lost on generated readers, hence the null.)</summary>
    public int? Quantity { get; init; }

    public long Amount { get; init; }

    public TaxCategory Tax { get; init; }

    public string? ProductId { get; init; }

    public string? CustomerId { get; init; }

    public SupplierInvoiceLine ToLine(string at, FieldErrors errors)
    {
        var isProduct = Core.Catalogue.ProductId.TryParse(ProductId, out var product);
        if (ProductId is not null && !isProduct)
        {
            errors.Add(at + "productId", "id_invalid", "IDの形式が正しくありません。", "This is not an id.");
        }

        var isCustomer = Core.Customers.CustomerId.TryParse(CustomerId, out var customer);
        if (CustomerId is not null && !isCustomer)
        {
            errors.Add(at + "customerId", "id_invalid", "IDの形式が正しくありません。", "This is not an id.");
        }

        return new SupplierInvoiceLine(Description?.Trim() ?? "", Quantity ?? 1, new Yen(Amount), Tax, isProduct ? product : null, isCustomer ? customer : null);
    }
}
