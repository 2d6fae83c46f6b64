using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Core.Suppliers;

/// <summary>
/// 仕入先からの請求 (B45): taken in as data, in the one form of all suppliers. Its key is the supplier and the invoice's number; it is never
/// changed, and a correction is another invoice of the supplier's.
/// </summary>
public sealed record SupplierInvoice
{
    public required SupplierId Supplier { get; init; }

    /// <summary>The number that the supplier gave it.</summary>
    public required string Number { get; init; }

    /// <summary>対象月.</summary>
    public required BillingMonth Month { get; init; }

    public DateOnly? IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public required PriceBasis Basis { get; init; }

    public required IReadOnlyList<SupplierInvoiceLine> Lines { get; init; }

    /// <summary>The total that the supplier states; null when it states none.</summary>
    public Yen? StatedTotal { get; init; }

    /// <summary>The sum of the lines, in <see cref="Basis"/>.</summary>
    public Yen Total => Yen.Sum(Lines.Select(line => line.Amount));
}

/// <summary>One line: what was supplied, and where it is known, for which product and customer.</summary>
/// <param name="Amount">Whole yen; negative for a credit.</param>
public sealed record SupplierInvoiceLine(
    string Description, int Quantity, Yen Amount, TaxCategory Tax, ProductId? Product = null, CustomerId? Customer = null);
