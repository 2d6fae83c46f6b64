namespace Functions.LocalHost.ServiceBus;

/// <summary>Where a queue keeps its journal: rows of bytes in the order of their keys.</summary>
internal interface IJournalStore
{
    /// <summary>The longest value of a row.</summary>
    int MaxRowBytes { get; }

    /// <summary>How many rows one commit may hold, deletions included.</summary>
    int MaxCommitRows { get; }

    IAsyncEnumerable<JournalRow> ReadAsync(string queue, CancellationToken cancellationToken);

    /// <summary>All or nothing. Writing a row that is there already replaces it, deleting one that is not there is no fault: a commit whose answer was lost can be repeated.</summary>
    Task CommitAsync(string queue, IReadOnlyList<JournalRow> writes, IReadOnlyList<string> deletes, CancellationToken cancellationToken);
}

/// <summary>One row: a key that sorts, and its bytes.</summary>
internal sealed record JournalRow(string Key, ReadOnlyMemory<byte> Value);
