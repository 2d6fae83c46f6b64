using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Rows of table <c>Billing</c> that billing reads and writes; the partition is the customer's id. Keys name the customer or a contract too, so that a
/// row key means one row wherever it is met.
/// </summary>
public static class BillingRows
{
    /// <summary>個別契約, written by orders: <c>contract-{id}</c>, of whose document billing reads the member <c>Contract</c>.</summary>
    public const string ContractPrefix = "contract-";

    /// <summary>請求済み台帳, several contracts in a row: <c>ledger-{first contract}</c>.</summary>
    public const string LedgerPrefix = "ledger-";

    /// <summary>請求書 and 返還請求書: <c>invoice-{key}</c>.</summary>
    public const string InvoicePrefix = "invoice-";

    /// <summary>Open items: <c>item-{key of the document}</c>.</summary>
    public const string ItemPrefix = "item-";

    /// <summary>What a month's run did for the customer: <c>bill-{month}-{customer}</c>.</summary>
    public const string BillPrefix = "bill-";

    public static string Ledger(ContractId first) => LedgerPrefix + first;

    public static string Invoice(InvoiceKey key) => InvoicePrefix + key;

    /// <summary>What the documents of a month begin with.</summary>
    public static string InvoicesOf(BillingMonth month) => $"{InvoicePrefix}{month}.";

    /// <summary>Lines that do not fit into the document's own row.</summary>
    public static string Lines(InvoiceKey key, int part) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"lines-{key}-{part:D3}");

    public static string LinesOf(InvoiceKey key) => $"lines-{key}-";

    public static string Item(InvoiceKey key) => ItemPrefix + key;

    public static string Bill(BillingMonth month, CustomerId customer) => $"{BillPrefix}{month}-{customer}";

    public static string BillsOf(BillingMonth month) => $"{BillPrefix}{month}-";
}
