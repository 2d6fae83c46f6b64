using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Customers;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Customers;

/// <summary>Reads customers, their accounts and customer attributes. What is written is composed by <see cref="CustomerRows"/>.</summary>
public sealed class CustomerStore(DocumentTables tables)
{
    /// <summary>So many customer attributes there are at most: each customer is checked against all.</summary>
    public const int MostAttributes = 100;

    /// <summary>So many accounts a customer has at most: they are deleted with it in one write.</summary>
    public const int MostAccounts = 20;

    public DocumentTable Table => tables.Customers;

    /// <summary>Also a deleted one of which something is kept.</summary>
    public Task<StoredDocument<Customer>?> FindAsync(CustomerId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<Customer>(CustomerRows.Partition, CustomerRows.Row(id), cancellationToken);

    public Task<StoredDocument<AttributeDefinition>?> FindAsync(AttributeId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<AttributeDefinition>(CustomerRows.Partition, CustomerRows.Row(id), cancellationToken);

    /// <summary>Who has this code, or null.</summary>
    public async Task<CustomerId?> OwnerOfAsync(string code, CancellationToken cancellationToken) =>
        (await Table.ReadAsync<CustomerRows.CodeOwner>(CustomerRows.Partition, CustomerRows.CodeRow(code), cancellationToken))?.Value.Customer;

    /// <summary>Customers in the order of their ids.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<Customer>>> ListAsync(CustomerStatus status, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<Customer>(CustomerRows.Partition, CustomerRows.Prefix, cursor, size, cancellationToken, customer => customer.Status == status, $"{status}");

    /// <summary>B10: customers whose name, reading or code begins so.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<CustomerSummary>>> SearchAsync(CustomerField field, string text, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<CustomerSummary>(CustomerRows.Partition, CustomerRows.SearchPrefix(field, text), cursor, size, cancellationToken);

    public async Task<IReadOnlyList<StoredDocument<AttributeDefinition>>> AttributesAsync(CancellationToken cancellationToken) =>
        (await Table.ListAsync<AttributeDefinition>(CustomerRows.Partition, CustomerRows.AttributePrefix, null, MostAttributes, cancellationToken)).Items;

    public async Task<IReadOnlyList<StoredDocument<CustomerAccount>>> AccountsOfAsync(CustomerId id, CancellationToken cancellationToken)
    {
        // The condition, because the prefix is also that of ids that go on with a hyphen.
        var accounts = new List<StoredDocument<CustomerAccount>>();
        await foreach (var account in Table.ScanAsync<CustomerAccount>(CustomerRows.Partition, CustomerRows.MemberPrefix(id), cancellationToken))
        {
            if (account.Value.Customer == id)
            {
                accounts.Add(account);
            }
        }

        return accounts;
    }

    /// <summary>What was changed about a customer, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync(CustomerId id, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in Table.ScanAsync<AuditEntry>(CustomerRows.Partition, AuditEntry.Prefix(CustomerRows.Row(id)), cancellationToken))
        {
            if (entry.Value.Row == CustomerRows.Row(id))
            {
                entries.Add(entry.Value);
            }
        }

        return entries;
    }

    /// <summary>Whether contract billing holds anything of the customer: contracts, orders, invoices.</summary>
    public async Task<int> CountBillingRowsAsync(CustomerId id, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in tables.Billing.ScanJsonAsync(id.Value, cancellationToken))
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether anything of the customer still runs: a row of table <c>Billing</c> with column <see cref="DocumentTable.OpenColumn"/>.</summary>
    public Task<bool> HasOpenRowsAsync(CustomerId id, CancellationToken cancellationToken) => tables.Billing.AnyOpenAsync(id.Value, cancellationToken);

    /// <summary>Every document of contract billing about the customer, as it is stored.</summary>
    public IAsyncEnumerable<(string Row, string Json)> BillingDocumentsAsync(CustomerId id, CancellationToken cancellationToken) =>
        tables.Billing.ScanJsonAsync(id.Value, cancellationToken);
}
