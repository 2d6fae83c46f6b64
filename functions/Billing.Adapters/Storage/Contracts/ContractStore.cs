using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>Reads basic contracts, orders and contracts. What is written is composed by <see cref="ContractRows"/>.</summary>
public sealed class ContractStore(DocumentTables tables)
{
    public DocumentTable Table => tables.Billing;

    public Task<StoredDocument<BasicContract>?> FindAsync(CustomerId customer, BasicContractId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<BasicContract>(customer.Value, ContractRows.Row(id), cancellationToken);

    public Task<StoredDocument<Order>?> FindAsync(CustomerId customer, OrderId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<Order>(customer.Value, ContractRows.Row(id), cancellationToken);

    public Task<StoredDocument<ContractRecord>?> FindAsync(CustomerId customer, ContractId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<ContractRecord>(customer.Value, ContractRows.Row(id), cancellationToken);

    /// <summary>The contracts of an order's lines, in their order.</summary>
    /// <exception cref="InvalidDataException">One is missing: order and contracts were not written together.</exception>
    public async Task<IReadOnlyList<StoredDocument<ContractRecord>>> ContractsOfAsync(Order order, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(order.Lines.Select(line => FindAsync(order.Customer, line.Contract, cancellationToken)));
        return [.. found.Select((contract, line) => contract ?? throw new InvalidDataException($"Order {order.Id} has no contract {order.Lines[line].Contract}."))];
    }

    /// <summary>Basic contracts in the order of their ids.</summary>
    /// <param name="where">Null for all.</param>
    /// <param name="query">What the condition depends on.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<BasicContract>>> ListBasicAsync(
        CustomerId customer, Func<BasicContract, bool>? where, string query, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync(customer.Value, ContractRows.BasicPrefix, cursor, size, cancellationToken, where, query);

    /// <summary>B26: a customer's orders in the order in which they were placed.</summary>
    /// <param name="where">Null for all.</param>
    /// <param name="query">What the condition depends on.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<Order>>> ListOrdersAsync(
        CustomerId customer, Func<Order, bool>? where, string query, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync(customer.Value, ContractRows.OrderPrefix, cursor, size, cancellationToken, where, query);

    /// <summary>B27: a customer's contracts in the order in which they were ordered.</summary>
    /// <param name="where">Null for all.</param>
    /// <param name="query">What the condition depends on.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<ContractRecord>>> ListContractsAsync(
        CustomerId customer, Func<ContractRecord, bool>? where, string query, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync(customer.Value, ContractRows.ContractPrefix, cursor, size, cancellationToken, where, query);
}
