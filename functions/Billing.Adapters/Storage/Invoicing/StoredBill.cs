using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// What a month's run did for one customer, written with the documents and ledgers in one entity group. Business key: month + customer. A repeat of the
/// run finds it, writes nothing, and reports what is in here.
/// </summary>
/// <param name="Documents">The documents' keys.</param>
public sealed record StoredBill(
    RunTotals Totals, IReadOnlyList<InvoiceKey> Documents, IReadOnlyList<ParkedContract> Parked, IReadOnlyList<BillingNotice> Notices)
{
    public static StoredBill Of(CustomerBill bill) =>
        new(RunTotals.Of(bill), [.. bill.Documents.Select(document => document.Key)], bill.Parked, bill.Notices);

    public RunFindings ToFindings() => new() { Totals = Totals, Parked = Parked, Notices = Notices };
}
