using System.Security.Cryptography;
using System.Text;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Suppliers;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Catalogue;

/// <summary>
/// Suppliers and what they billed (B45): table <c>Catalogue</c>, partition <c>suppliers</c>. Rows <c>supplier-{id}</c>,
/// <c>invoice-{month}-{supplier}-{hash of the number}</c> (all suppliers' invoices of a month lie together), and <c>key-{supplier}-{hash}</c>,
/// by which a number is taken in once whatever its month.
/// </summary>
public sealed class SupplierStore(DocumentTables tables)
{
    public const string Partition = "suppliers";

    private const string SupplierPrefix = "supplier-";
    private const string InvoicePrefix = "invoice-";
    private const int HashLetters = 32;

    public DocumentTable Table => tables.Catalogue;

    public static string Row(SupplierId id) => SupplierPrefix + id.Value;

    public static string Row(SupplierInvoice invoice) => $"{InvoicePrefix}{invoice.Month}-{invoice.Supplier}-{Hash(invoice.Number)}";

    /// <summary>What an invoice writes: itself, and the key that no second one can have.</summary>
    public static IReadOnlyList<DocumentWrite> Insert(SupplierInvoice invoice) =>
    [
        DocumentWrite.Insert(Row(invoice), invoice),
        DocumentWrite.Insert(KeyRow(invoice.Supplier, invoice.Number), new InvoiceKey(Row(invoice))),
    ];

    public Task<StoredDocument<Supplier>?> FindAsync(SupplierId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<Supplier>(Partition, Row(id), cancellationToken);

    /// <summary>Whether this supplier's invoice of that number was taken in.</summary>
    public async Task<bool> HasInvoiceAsync(SupplierId supplier, string number, CancellationToken cancellationToken) =>
        await Table.ReadAsync<InvoiceKey>(Partition, KeyRow(supplier, number), cancellationToken) is not null;

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<Supplier>>> ListAsync(string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<Supplier>(Partition, SupplierPrefix, cursor, size, cancellationToken);

    /// <summary>Invoices by month and supplier.</summary>
    /// <param name="month">Null for all.</param>
    /// <param name="supplier">Null for all.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<SupplierInvoice>>> ListInvoicesAsync(
        BillingMonth? month, SupplierId? supplier, string? cursor, int size, CancellationToken cancellationToken) => (month, supplier) switch
        {
            ({ } of, { } by) => InvoicesAsync($"{InvoicePrefix}{of}-{by}-", by, cursor, size, cancellationToken),
            ({ } of, null) => InvoicesAsync($"{InvoicePrefix}{of}-", null, cursor, size, cancellationToken),
            _ => InvoicesAsync(InvoicePrefix, supplier, cursor, size, cancellationToken),
        };

    // Ids may begin alike ("a" and "a-b"): the prefix narrows, and the condition decides.
    private Task<Page<StoredDocument<SupplierInvoice>>> InvoicesAsync(
        string prefix, SupplierId? supplier, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<SupplierInvoice>(
            Partition, prefix, cursor, size, cancellationToken, supplier is null ? null : invoice => invoice.Supplier == supplier, $"{supplier}");

    private static string KeyRow(SupplierId supplier, string number) => $"key-{supplier}-{Hash(number)}";

    private static string Hash(string number) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(number)))[..HashLetters];

    private sealed record InvoiceKey(string Row);
}
