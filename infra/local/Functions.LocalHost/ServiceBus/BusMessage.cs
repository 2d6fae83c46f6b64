namespace Functions.LocalHost.ServiceBus;

/// <summary>A message as it was sent. Instants are UTC.</summary>
internal sealed record BusMessage
{
    public required string MessageId { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public string? ContentType { get; init; }

    public string? Subject { get; init; }

    public string? CorrelationId { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? PartitionKey { get; init; }

    /// <summary>A JSON object: texts, numbers and booleans by name.</summary>
    public string ApplicationProperties { get; init; } = "{}";

    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>Not delivered before; null = at once.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>Dropped unread from then on.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The queue that a dead letter came from.</summary>
    public string? DeadLetterSource { get; init; }
}
