using Billing.Adapters.Storage.Documents;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>The rows of a customer's bill: documents by insertion only, ledgers guarded by the versions that were read.</summary>
internal static class BillWrites
{
    // A customer with a draft is not deleted; confirming replaces the row without this column.
    private static readonly Dictionary<string, object?> Unconfirmed = new() { [DocumentTable.OpenColumn] = true };

    /// <param name="confirmation">For documents that are confirmed from the beginning; null for drafts.</param>
    public static IReadOnlyList<DocumentWrite> Of(CustomerBook book, CustomerBill bill, Confirmation? confirmation = null) =>
    [
        .. LedgerPages.Writes(book.Ledgers, bill.Ledgers),
        .. bill.Documents.SelectMany(document => Insert(document, confirmation)),
    ];

    private static IEnumerable<DocumentWrite> Insert(InvoiceDocument document, Confirmation? confirmation)
    {
        var rows = LinePacking.Pack(document.Lines);
        var isSmall = rows.Count == 1;
        var stored = Stored(document, isSmall ? 0 : rows.Count, isSmall ? rows[0] : null);
        if (confirmation is not null)
        {
            stored = stored with { Status = InvoiceStatus.Confirmed, ConfirmedAt = confirmation.At, ConfirmedBy = confirmation.By };
        }

        yield return DocumentWrite.Insert(BillingRows.Invoice(document.Key), stored, confirmation is null ? Unconfirmed : null);
        for (var part = 0; !isSmall && part < rows.Count; part++)
        {
            yield return DocumentWrite.Insert(BillingRows.Lines(document.Key, part), new LineRow(rows[part]));
        }

        if (confirmation is not null && DraftConfirmation.ItemOf(stored, confirmation.Payment, confirmation.At) is { } item)
        {
            yield return item;
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

    /// <summary>Who confirmed, when, and how the customer pays.</summary>
    internal sealed record Confirmation(BilledPayment Payment, DateTimeOffset At, string By);
}
