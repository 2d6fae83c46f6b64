using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// The key of a document: month, customer and price basis, with a sequence number for what is out of cycle, and the document's kind. Written
/// <c>2026-10.excl.0.invoice.C1</c>; a storage key and part of URLs. A run that is repeated writes under the same key.
/// </summary>
public readonly record struct InvoiceKey(BillingMonth Month, CustomerId Customer, PriceBasis Basis, int Sequence, DocumentKind Kind)
{
    /// <summary>Of one month and customer.</summary>
    public const int LargestSequence = 999;

    private const string Excluded = "excl";
    private const string Included = "incl";
    private const string Invoice = "invoice";
    private const string Credit = "credit";

    public static bool TryParse(string? text, out InvoiceKey key)
    {
        key = default;
        if (text is not { Length: <= 80 } || text.Split('.') is not [var monthText, var basisText, var sequenceText, var kindText, var customerText])
        {
            return false;
        }

        PriceBasis? basis = basisText switch { Excluded => PriceBasis.TaxExcluded, Included => PriceBasis.TaxIncluded, _ => null };
        DocumentKind? kind = kindText switch { Invoice => DocumentKind.Invoice, Credit => DocumentKind.Credit, _ => null };
        if (basis is null || kind is null || !BillingMonth.TryParse(monthText, out var month) || !CustomerId.TryParse(customerText, out var customer)
            || !int.TryParse(sequenceText, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence > LargestSequence)
        {
            return false;
        }

        key = new InvoiceKey(month, customer, basis.Value, sequence, kind.Value);
        return key.ToString() == text;
    }

    /// <exception cref="FormatException">The text is not a key.</exception>
    public static InvoiceKey Parse(string text) =>
        TryParse(text, out var key) ? key : throw new FormatException($"'{text[..Math.Min(text.Length, 80)]}' is not an invoice's key; expected month.excl|incl.sequence.invoice|credit.customer.");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Month}.{(Basis == PriceBasis.TaxExcluded ? Excluded : Included)}.{Sequence}.{(Kind == DocumentKind.Invoice ? Invoice : Credit)}.{Customer}");
}
