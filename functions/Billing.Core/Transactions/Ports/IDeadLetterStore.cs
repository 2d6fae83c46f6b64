namespace Billing.Core.Transactions.Ports;

/// <summary>Messages that failed for good, with the reason; replay sends them again (table <c>DeadLetters</c>).</summary>
public interface IDeadLetterStore
{
    /// <summary>Keeps a dead letter under its id; the same id again changes nothing.</summary>
    Task KeepAsync(DeadLetter letter, CancellationToken cancellationToken);

    Task<DeadLetter?> ReadAsync(string id, CancellationToken cancellationToken);

    Task<Page<DeadLetter>> ListAsync(string? cursor, int size, CancellationToken cancellationToken);

    /// <summary>Notes that it was sent again.</summary>
    Task MarkReplayedAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Notes that it was sent again because of a request of this key; the same key again changes nothing.</summary>
    Task MarkReplayedAsync(string id, string requestKey, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Whether a request of this key was carried out before.</summary>
    Task<bool> IsReplayedAsync(string id, string requestKey, CancellationToken cancellationToken);
}

/// <param name="Id">Derived from queue and message id, so that a repeated delivery is one dead letter.</param>
/// <param name="Source">The queue it came from.</param>
/// <param name="Body">The message: references only, never a document.</param>
public sealed record DeadLetter(
    string Id,
    string Source,
    string Body,
    string Reason,
    string? Description,
    int DeliveryCount,
    DateTimeOffset At,
    DateTimeOffset? ReplayedAt = null,
    int Replays = 0);

/// <summary>Sends a message with a message id to one of the app's queues.</summary>
public interface IMessageSender
{
    /// <exception cref="IOException">The message was not accepted for certain, or its fate is unknown: send again under the same id.</exception>
    Task SendAsync(string queue, string messageId, string body, CancellationToken cancellationToken);

    /// <param name="enqueueAt">When the message appears in the queue; null = at once.</param>
    /// <exception cref="IOException">As above.</exception>
    Task SendAsync(string queue, string messageId, string body, DateTimeOffset? enqueueAt, CancellationToken cancellationToken);
}
