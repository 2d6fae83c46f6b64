using System.Security.Cryptography;
using System.Text;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>
/// Whose an order, contract or basic contract is, by its id alone: rows <c>of-…</c> in partitions <c>~owners-00</c> to <c>-15</c> of table <c>Billing</c>
/// (no customer's id begins with a tilde). Written before what it leads to and never changed, so that nothing is without its owner; one that leads to
/// nothing does no harm.
/// </summary>
public sealed class ContractOwners(DocumentTables tables, UlidGenerator ulids)
{
    private const int Partitions = 16;

    public Task NoteAsync(BasicContractId id, CustomerId customer, CancellationToken cancellationToken) => NoteAsync(ContractRows.Row(id), customer, cancellationToken);

    /// <summary>Also notes the owner of the contracts that the order makes.</summary>
    public Task NoteAsync(OrderId id, CustomerId customer, CancellationToken cancellationToken) => NoteAsync(ContractRows.Row(id), customer, cancellationToken);

    public Task<CustomerId?> FindAsync(BasicContractId id, CancellationToken cancellationToken) => FindAsync(ContractRows.Row(id), cancellationToken);

    public Task<CustomerId?> FindAsync(OrderId id, CancellationToken cancellationToken) => FindAsync(ContractRows.Row(id), cancellationToken);

    public Task<CustomerId?> FindAsync(ContractId id, CancellationToken cancellationToken) =>
        ContractRows.OrderOf(id) is { } order ? FindAsync(order, cancellationToken) : Task.FromResult<CustomerId?>(null);

    private async Task NoteAsync(string row, CustomerId customer, CancellationToken cancellationToken) =>
        await tables.Billing.WriteAsync(Partition(row), ulids.Next().ToString(), [DocumentWrite.Put("of-" + row, new Owner(customer))], cancellationToken);

    private async Task<CustomerId?> FindAsync(string row, CancellationToken cancellationToken) =>
        (await tables.Billing.ReadAsync<Owner>(Partition(row), "of-" + row, cancellationToken))?.Value.Customer;

    private static string Partition(string row) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"~owners-{SHA256.HashData(Encoding.UTF8.GetBytes(row))[0] % Partitions:D2}");

    private sealed record Owner(CustomerId Customer);
}
