namespace Functions.LocalHost.ServiceBus;

/// <summary>A message in its queue. Changed only under the queue's lock.</summary>
internal sealed class QueuedMessage(long sequenceNumber, BusMessage message, JournalSegment segment)
{
    public long SequenceNumber { get; } = sequenceNumber;

    public BusMessage Message { get; } = message;

    /// <summary>The row that keeps it.</summary>
    public JournalSegment Segment { get; } = segment;

    /// <summary>Deliveries that have ended without completion.</summary>
    public int FailedDeliveries { get; set; }

    /// <summary>Raised at each delivery: a settlement under an older lock changes nothing.</summary>
    public int LockEpoch { get; set; }

    public bool IsLocked { get; set; }

    public bool IsSettled { get; set; }
}

/// <summary>A row of messages that were committed together; deleted when all are settled and none is needed to tell a duplicate.</summary>
internal sealed class JournalSegment(string rowKey, DateTimeOffset newest)
{
    public string RowKey { get; } = rowKey;

    public DateTimeOffset Newest { get; } = newest;

    public int Unsettled { get; set; }

    /// <summary>Rows of settlements that speak of this segment's messages, once for each.</summary>
    public List<JournalSettlements> Settlements { get; } = [];
}

/// <summary>A row of settlements; deleted when the last segment it speaks of is.</summary>
internal sealed class JournalSettlements(string rowKey)
{
    public string RowKey { get; } = rowKey;

    public int References { get; set; }
}
