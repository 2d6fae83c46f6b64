using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Tests.Harness;

/// <summary>The real store, which lists as due only the transactions of this test: others run beside it on the same tables.</summary>
internal sealed class OwnRows(ITransactionStore store, params TransactionId[] due) : ITransactionStore
{
    /// <summary>Its rows cannot be read.</summary>
    public TransactionId? Damaged { get; init; }

    public Task<TransactionRows> ReadAsync(TransactionId id, CancellationToken cancellationToken) =>
        id == Damaged ? throw new InvalidDataException("A stored column does not hold a TransactionState.") : store.ReadAsync(id, cancellationToken);

    public Task<EffectRecord?> ReadEffectAsync(TransactionId id, string key, CancellationToken cancellationToken) => store.ReadEffectAsync(id, key, cancellationToken);

    public Task<EventClaim> ClaimEventAsync(TransactionId id, string eventId, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ClaimEventAsync(id, eventId, now, cancellationToken);

    public Task<bool> CommitAsync(TransactionCommit commit, CancellationToken cancellationToken) => store.CommitAsync(commit, cancellationToken);

    public Task<Page<TimelineEntry>> ReadTimelineAsync(TransactionId id, string? cursor, int size, CancellationToken cancellationToken) =>
        store.ReadTimelineAsync(id, cursor, size, cancellationToken);

    public Task<Page<TransactionState>> ListAsync(AppKey? app, TransactionStatus? status, string? cursor, int size, CancellationToken cancellationToken) =>
        store.ListAsync(app, status, cursor, size, cancellationToken);

    public IAsyncEnumerable<TransactionId> FindDueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken) => due.ToAsyncEnumerable();
}
