namespace Billing.Core.Transactions.Ports;

/// <summary>
/// The rows of transactions (design §3, table model). One commit is one entity-group transaction guarded by the
/// state row's version; nobody changes a transaction in any other way.
/// </summary>
public interface ITransactionStore
{
    /// <summary>The state with its version, and the open commands in the order of their ids. State is null when there is none yet.</summary>
    Task<TransactionRows> ReadAsync(TransactionId id, CancellationToken cancellationToken);

    /// <summary>The effect row, or null.</summary>
    Task<EffectRecord?> ReadEffectAsync(TransactionId id, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Claims an event: writes its row as open when there is none.
    /// Says <see cref="EventClaim.Done"/> only when the work it asked for is durably written.
    /// </summary>
    Task<EventClaim> ClaimEventAsync(TransactionId id, string eventId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>
    /// Writes the index row, then everything else at once. False when the state row has another version than
    /// <see cref="TransactionCommit.ExpectedVersion"/> (or exists although null was expected): read and decide again.
    /// </summary>
    Task<bool> CommitAsync(TransactionCommit commit, CancellationToken cancellationToken);

    /// <summary>Timeline rows in ascending order, a page at a time.</summary>
    Task<Page<TimelineEntry>> ReadTimelineAsync(TransactionId id, string? cursor, int size, CancellationToken cancellationToken);

    /// <summary>States for lists, newest change first within a bucket; filtered by app and status.</summary>
    Task<Page<TransactionState>> ListAsync(AppKey? app, TransactionStatus? status, string? cursor, int size, CancellationToken cancellationToken);

    /// <summary>Ids of transactions whose <see cref="TransactionState.NextDueAt"/> (by the index) is at or before the instant, oldest first per bucket.</summary>
    IAsyncEnumerable<TransactionId> FindDueAsync(DateTimeOffset dueBy, CancellationToken cancellationToken);
}

/// <summary>What a reading of a transaction gives. <see cref="Version"/> is null exactly when <see cref="State"/> is.</summary>
public sealed record TransactionRows(TransactionState? State, string? Version, IReadOnlyList<TransactionCommand> OpenCommands);

public enum EventClaim
{
    /// <summary>The work that the event asks for is not durably written yet: do it.</summary>
    Open,

    /// <summary>Already done; a repeat is swallowed.</summary>
    Done,
}

/// <summary>Everything that changes together. Bounded by the entity-group limits (100 rows).</summary>
public sealed record TransactionCommit
{
    public required TransactionState State { get; init; }

    /// <summary>The version that was read; null when the state row must not exist yet.</summary>
    public required string? ExpectedVersion { get; init; }

    public IReadOnlyList<TransactionCommand> NewCommands { get; init; } = [];

    public IReadOnlyList<ClosedCommand> ClosedCommands { get; init; } = [];

    /// <summary>Events whose work is durably written by this commit.</summary>
    public IReadOnlyList<string> DoneEvents { get; init; } = [];

    public IReadOnlyList<EffectRecord> Effects { get; init; } = [];

    /// <summary>Appended from <see cref="TransactionState.NextLogSequence"/> on; the store advances that number itself.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>Whether to leave an outbox row for whoever must hear of the change of status.</summary>
    public bool StatusChanged { get; init; }
}

public sealed record ClosedCommand(string Id, CommandOutcome Outcome, Refusal? Refusal, DateTimeOffset At);

/// <summary>A page of a list. The cursor is opaque; null on the last page.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Cursor);
