using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Tables;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Reads customers' books. A page of customers is one range query that names the kinds of rows it wants, never a query for each customer; books come
/// one after the other, so that memory holds one customer at a time.
/// </summary>
internal sealed class BookReader(TableClient table)
{
    /// <summary>Customers from the first to the last id, both included, who have any of these rows.</summary>
    public IAsyncEnumerable<CustomerBook> ReadAsync(CustomerId from, CustomerId to, BillingMonth month, CancellationToken cancellationToken) =>
        ReadAsync($"{TableClient.CreateQueryFilter($"PartitionKey ge {from.Value} and PartitionKey le {to.Value}")} and ({Rows(month)})", cancellationToken);

    /// <summary>As above, without contracts and ledgers: what there is to confirm.</summary>
    public IAsyncEnumerable<CustomerBook> ReadDraftsAsync(CustomerId from, CustomerId to, BillingMonth month, CancellationToken cancellationToken) =>
        ReadAsync($"{TableClient.CreateQueryFilter($"PartitionKey ge {from.Value} and PartitionKey le {to.Value}")} and ({Drafts(month)})", cancellationToken);

    /// <summary>One customer's book; empty when there is nothing of it.</summary>
    public async Task<CustomerBook> ReadAsync(CustomerId customer, BillingMonth month, CancellationToken cancellationToken)
    {
        await foreach (var book in ReadAsync($"{TableClient.CreateQueryFilter($"PartitionKey eq {customer.Value}")} and ({Rows(month)})", cancellationToken))
        {
            return book;
        }

        return new CustomerBook(customer);
    }

    /// <summary>Customers who have a contract, each once, in the order of their ids. Only keys are read.</summary>
    public async IAsyncEnumerable<CustomerId> CustomersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        await foreach (var row in table.QueryAsync<TableEntity>(Between(BillingRows.ContractPrefix), select: ["PartitionKey", "RowKey"], cancellationToken: cancellationToken))
        {
            if (row.PartitionKey != last && CustomerId.TryParse(row.PartitionKey, out var customer))
            {
                yield return customer;
            }

            last = row.PartitionKey;
        }
    }

    private async IAsyncEnumerable<CustomerBook> ReadAsync(string filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CustomerBook? book = null;
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (book is not null && book.Customer.Value != row.PartitionKey)
            {
                yield return book;
                book = null;
            }

            book ??= new CustomerBook(CustomerId.Parse(row.PartitionKey));
            TryAdd(book, row);
        }

        if (book is not null)
        {
            yield return book;
        }
    }

    // A damaged row stops its own customer, and no other of the page.
    private static void TryAdd(CustomerBook book, TableEntity row)
    {
        try
        {
            Add(book, row);
        }
        catch (InvalidDataException)
        {
            book.IsDamaged = true;
        }
    }

    private static void Add(CustomerBook book, TableEntity row)
    {
        var kind = row.RowKey[..(row.RowKey.IndexOf('-', StringComparison.Ordinal) + 1)];
        switch (kind)
        {
            case BillingRows.ContractPrefix:
                book.Contracts.Add(DocumentRows.Read<BilledContract>(row).Value.Contract);
                break;
            case BillingRows.LedgerPrefix:
                book.Ledgers.Add(DocumentRows.Read<LedgerPage>(row));
                break;
            case BillingRows.InvoicePrefix:
                book.Invoices.Add(DocumentRows.Read<StoredInvoice>(row));
                break;
            case BillingRows.BillPrefix:
                book.Bill = DocumentRows.Read<StoredBill>(row);
                break;
        }
    }

    private static string Rows(BillingMonth month) => $"{Drafts(month)} or {Between(BillingRows.ContractPrefix)} or {Between(BillingRows.LedgerPrefix)}";

    private static string Drafts(BillingMonth month) => $"{Between(BillingRows.BillsOf(month))} or {Between(BillingRows.InvoicesOf(month))}";

    private static string Between(string prefix)
    {
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        return $"({TableClient.CreateQueryFilter($"RowKey ge {prefix} and RowKey lt {end}")})";
    }

    /// <summary>What billing reads of a contract's document; orders keep more in it.</summary>
    private sealed record BilledContract(Contract Contract);
}
