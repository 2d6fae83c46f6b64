using Billing.Adapters.Storage.Documents;
using Billing.Core.Invoicing.Runs;
using Billing.Core.OpenItems;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// 確定: the rows by which drafts become valid and flow on, for one entity group: each document guarded by its version, and its open item by insertion
/// under the document's key. A document that is confirmed already is left alone.
/// </summary>
public static class DraftConfirmation
{
    public static IReadOnlyList<DocumentWrite> Writes(IEnumerable<StoredDocument<StoredInvoice>> drafts, BilledPayment payment, DateTimeOffset at, string by)
    {
        List<DocumentWrite> writes = [];
        foreach (var draft in drafts.Where(draft => InvoiceMoves.IsAllowed(draft.Value.Status, InvoiceStatus.Confirmed)))
        {
            writes.Add(DocumentWrite.Replace(draft, draft.Value with { Status = InvoiceStatus.Confirmed, ConfirmedAt = at, ConfirmedBy = by }));
            if (ItemOf(draft.Value, payment, at) is { } item)
            {
                writes.Add(item);
            }
        }

        return writes;
    }

    /// <summary>The open item of a document; null when nothing is owed.</summary>
    internal static DocumentWrite? ItemOf(StoredInvoice invoice, BilledPayment payment, DateTimeOffset at) =>
        OpenItemRules.Of(invoice.Key, invoice.Total, invoice.DueOn, payment.Method, payment.Provider, at) is { } item
            ? DocumentWrite.Insert(BillingRows.Item(invoice.Key), item, new Dictionary<string, object?> { [DocumentTable.OpenColumn] = true })
            : null;
}
