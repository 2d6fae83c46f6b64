using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>
/// 注文処理中 orders of all customers, for the partner to complete: hints <c>open-{order}</c> in partition <c>~open</c> of table <c>Billing</c>. A hint is
/// written before its order; the order's own row decides. Hints of orders that are 完了 or withdrawn are dropped when a list meets them, since those
/// states are final; a hint whose order does not appear within an hour was left by a process that ended in between.
/// </summary>
public sealed class OpenOrders(DocumentTables tables, ContractStore store, UlidGenerator ulids, TimeProvider time)
{
    private const string Partition = "~open";
    private const string Prefix = "open-";
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task NoteAsync(Order order, CancellationToken cancellationToken) =>
        await tables.Billing.WriteAsync(
            Partition, ulids.Next().ToString(), [DocumentWrite.Put(Prefix + order.Id, new Hint(order.Id, order.Customer, time.GetUtcNow()))], cancellationToken);

    /// <summary>In the order in which they were placed. A page can be short although more follow.</summary>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public async Task<Page<StoredDocument<Order>>> ListAsync(string? cursor, int size, CancellationToken cancellationToken)
    {
        var page = await tables.Billing.ListAsync<Hint>(Partition, Prefix, cursor, size, cancellationToken);
        var orders = await Task.WhenAll(page.Items.Select(hint => store.FindAsync(hint.Value.Customer, hint.Value.Order, cancellationToken)));
        var spent = page.Items.Where((hint, index) => IsSpent(hint.Value, orders[index]?.Value)).ToList();
        foreach (var chunk in spent.Chunk(DocumentTable.MostWrites))
        {
            // Whoever drops them at the same time has done the same.
            await tables.Billing.WriteAsync(Partition, ulids.Next().ToString(), [.. chunk.Select(hint => DocumentWrite.Delete(hint))], cancellationToken);
        }

        return new Page<StoredDocument<Order>>([.. orders.OfType<StoredDocument<Order>>().Where(order => order.Value.Status == OrderStatus.Processing)], page.Cursor);
    }

    private bool IsSpent(Hint hint, Order? order) => order is null ? time.GetUtcNow() - hint.At > Patience : order.Status != OrderStatus.Processing;

    private sealed record Hint(OrderId Order, CustomerId Customer, DateTimeOffset At);
}
