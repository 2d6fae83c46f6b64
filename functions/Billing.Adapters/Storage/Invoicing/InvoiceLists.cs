using System.Runtime.CompilerServices;

using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>B39, B40: the documents of a month of all customers, by the index. Memory holds a few customers at a time.</summary>
public sealed class InvoiceLists(InvoiceIndex index, BillingStore store)
{
    private const int CustomersAtOnce = 16;

    /// <summary>A page of documents in the order of customers; it holds all of a customer's, and can therefore be a few longer than asked for.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public async Task<Page<StoredInvoice>> PageAsync(BillingMonth month, string? cursor, int size, CancellationToken cancellationToken)
    {
        PageSize.Check(size);
        var list = $"{InvoiceIndex.TableName}\n{month}";
        CustomerId? after = cursor is null ? null : CustomerId.TryParse(Cursor.Read(list, cursor), out var last) ? last : throw new InvalidCursorException();
        List<StoredInvoice> found = [];
        await foreach (var (customer, invoices) in ScanAsync(month, after, cancellationToken))
        {
            if (found.Count >= size)
            {
                return new Page<StoredInvoice>(found, Cursor.Write(list, after!.Value.Value));
            }

            found.AddRange(invoices);
            after = customer;
        }

        return new Page<StoredInvoice>(found, null);
    }

    /// <summary>Every customer that the index names, in order, with what there is of the month: nothing where only the hint was written.</summary>
    public async IAsyncEnumerable<(CustomerId Customer, IReadOnlyList<StoredInvoice> Invoices)> ScanAsync(
        BillingMonth month, CustomerId? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var customers = await index.ListAsync(month, after, CustomersAtOnce, cancellationToken);
            var read = await Task.WhenAll(customers.Select(customer => ReadAsync(customer, month, cancellationToken)));
            foreach (var (n, customer) in customers.Index())
            {
                yield return (customer, read[n]);
            }

            if (customers.Count < CustomersAtOnce)
            {
                yield break;
            }

            after = customers[^1];
        }
    }

    private async Task<IReadOnlyList<StoredInvoice>> ReadAsync(CustomerId customer, BillingMonth month, CancellationToken cancellationToken)
    {
        List<StoredInvoice> invoices = [];
        await foreach (var invoice in store.InvoicesAsync(customer, month, cancellationToken))
        {
            invoices.Add(invoice);
        }

        return invoices;
    }
}
