using System.Runtime.CompilerServices;

using Azure;

using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Tables;
using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.OpenItems;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Ledgers and documents of customers in table <c>Billing</c>. What one calculation gives for a customer is one entity-group write; whoever loses reads
/// the book again and computes again.
/// </summary>
public sealed class BillingStore
{
    private readonly BookReader _reader;
    private readonly DocumentTable _table;
    private readonly UlidGenerator _ulids;

    internal BillingStore(TableServiceClient tables, DocumentTables documents, UlidGenerator ulids) =>
        (_reader, _table, _ulids) = (new BookReader(tables.GetTableClient(documents.Billing.Name)), documents.Billing, ulids);

    public DocumentTable Table => _table;

    /// <summary>Books of a page of customers, one after the other.</summary>
    public IAsyncEnumerable<CustomerBook> ReadBooksAsync(CustomerId from, CustomerId to, BillingMonth month, CancellationToken cancellationToken) =>
        _reader.ReadAsync(from, to, month, cancellationToken);

    /// <summary>As above, with the month's documents and marks only.</summary>
    public IAsyncEnumerable<CustomerBook> ReadDraftsAsync(CustomerId from, CustomerId to, BillingMonth month, CancellationToken cancellationToken) =>
        _reader.ReadDraftsAsync(from, to, month, cancellationToken);

    public Task<CustomerBook> ReadBookAsync(CustomerId customer, BillingMonth month, CancellationToken cancellationToken) =>
        _reader.ReadAsync(customer, month, cancellationToken);

    /// <summary>Customers who have a contract, each once, in the order of their ids.</summary>
    public IAsyncEnumerable<CustomerId> CustomersAsync(CancellationToken cancellationToken) => _reader.CustomersAsync(cancellationToken);

    /// <summary>
    /// Writes what a month's run computed, with its mark (<see cref="StoredBill"/>): both, or nothing. False when somebody wrote since the book was read.
    /// </summary>
    /// <exception cref="BillTooLargeException">It does not fit into one write.</exception>
    public Task<bool> WriteRunBillAsync(CustomerBook book, CustomerBill bill, BillingMonth month, CancellationToken cancellationToken) => WriteAsync(
        book, bill, () => [.. BillWrites.Of(book, bill), DocumentWrite.Insert(BillingRows.Bill(month, book.Customer), StoredBill.Of(bill))], cancellationToken);

    /// <summary>The rows of documents that a person asked for, confirmed at once and with their open items, for a write together with their audit.</summary>
    /// <exception cref="DocumentTooLargeException">One of them does not fit.</exception>
    public static IReadOnlyList<DocumentWrite> ConfirmedWrites(CustomerBook book, CustomerBill bill, BilledPayment payment, DateTimeOffset at, string by) =>
        BillWrites.Of(book, bill, new BillWrites.Confirmation(payment, at, by));

    /// <summary>Writes rows of one customer: all, or nothing and false when a guard no longer holds.</summary>
    public Task<bool> WriteAsync(CustomerId customer, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken) =>
        _table.WriteAsync(customer.Value, _ulids.Next().ToString(), writes, cancellationToken);

    public Task<StoredDocument<StoredInvoice>?> FindAsync(InvoiceKey key, CancellationToken cancellationToken) =>
        _table.ReadAsync<StoredInvoice>(key.Customer.Value, BillingRows.Invoice(key), cancellationToken);

    /// <summary>B42: the open item of a confirmed document; null when nothing is owed.</summary>
    public async Task<OpenItem?> FindItemAsync(InvoiceKey key, CancellationToken cancellationToken) =>
        (await _table.ReadAsync<OpenItem>(key.Customer.Value, BillingRows.Item(key), cancellationToken))?.Value;

    /// <summary>A document with its lines.</summary>
    public async Task<InvoiceDocument> ReadDocumentAsync(StoredInvoice invoice, CancellationToken cancellationToken)
    {
        if (invoice.Lines is { } lines)
        {
            return invoice.ToDocument(lines);
        }

        List<LineGroup> groups = [];
        await foreach (var row in _table.ScanAsync<LineRow>(invoice.Key.Customer.Value, BillingRows.LinesOf(invoice.Key), cancellationToken))
        {
            groups.AddRange(row.Value.Lines);
        }

        var document = invoice.ToDocument(groups);
        return document.Lines.Count == invoice.LineCount
            ? document
            : throw new InvalidDataException($"Document {invoice.Key} has {document.Lines.Count} lines; {invoice.LineCount} were written.");
    }

    /// <summary>A customer's documents in the order of their keys.</summary>
    /// <param name="month">Null for all months.</param>
    /// <param name="confirmedOnly">Without drafts: what a customer sees.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Core.Transactions.Ports.Page<StoredDocument<StoredInvoice>>> ListAsync(
        CustomerId customer, BillingMonth? month, bool confirmedOnly, string? cursor, int size, CancellationToken cancellationToken) =>
        _table.ListAsync<StoredInvoice>(
            customer.Value, month is { } of ? BillingRows.InvoicesOf(of) : BillingRows.InvoicePrefix, cursor, size, cancellationToken,
            confirmedOnly ? static invoice => invoice.Status == InvoiceStatus.Confirmed : null, $"{confirmedOnly}");

    /// <summary>A customer's documents of a month.</summary>
    public async IAsyncEnumerable<StoredInvoice> InvoicesAsync(CustomerId customer, BillingMonth month, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var row in _table.ScanAsync<StoredInvoice>(customer.Value, BillingRows.InvoicesOf(month), cancellationToken))
        {
            yield return row.Value;
        }
    }

    private async Task<bool> WriteAsync(CustomerBook book, CustomerBill bill, Func<IReadOnlyList<DocumentWrite>> writes, CancellationToken cancellationToken)
    {
        try
        {
            var rows = writes();
            return rows.Count <= DocumentTable.MostWrites
                ? await WriteAsync(book.Customer, rows, cancellationToken)
                : throw new BillTooLargeException(book.Customer, LinesOf(bill));
        }
        catch (DocumentTooLargeException fault)
        {
            throw new BillTooLargeException(book.Customer, LinesOf(bill), fault);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == TableErrorCode.RequestBodyTooLarge)
        {
            throw new BillTooLargeException(book.Customer, LinesOf(bill), fault);
        }
    }

    private static int LinesOf(CustomerBill bill) => bill.Documents.Sum(document => document.Lines.Count);
}
