using Billing.Adapters.Storage.Documents;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>The rows of a customer's bill: documents by insertion only, ledgers guarded by the versions that were read.</summary>
internal static class BillWrites
{
    public static IReadOnlyList<DocumentWrite> Of(CustomerBook book, CustomerBill bill) =>
    [
        .. LedgerPages.Writes(book.Ledgers, bill.Ledgers),
        .. bill.Documents.SelectMany(document => Insert(document)),
    ];

    private static IEnumerable<DocumentWrite> Insert(InvoiceDocument document)
    {
        var rows = LinePacking.Pack(document.Lines);
        var isSmall = rows.Count == 1;
        yield return DocumentWrite.Insert(BillingRows.Invoice(document.Key), Stored(document, isSmall ? 0 : rows.Count, isSmall ? rows[0] : null));
        for (var part = 0; !isSmall && part < rows.Count; part++)
        {
            yield return DocumentWrite.Insert(BillingRows.Lines(document.Key, part), new LineRow(rows[part]));
        }
    }

    private static StoredInvoice Stored(InvoiceDocument document, int lineRows, IReadOnlyList<LineGroup>? lines) => new()
    {
        Key = document.Key,
        Status = InvoiceStatus.Draft,
        IssuedOn = document.IssuedOn,
        DueOn = document.DueOn,
        Registration = document.Registration,
        Rates = document.Rates,
        Total = document.Total,
        Tax = document.Tax,
        LineCount = document.Lines.Count,
        LineRows = lineRows,
        Lines = lines,
        Correction = document.Correction,
    };
}
