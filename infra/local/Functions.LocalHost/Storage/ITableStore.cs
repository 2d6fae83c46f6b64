namespace Functions.LocalHost.Storage;

/// <summary>
/// The table service as the host itself uses it: rows, guarded writes, entity-group transactions. Knows nothing of what is stored.
/// Every member throws <see cref="TableStoreException"/> for what the service refuses and <see cref="HttpRequestException"/>
/// when it cannot be reached; after the latter it is unknown whether a write happened.
/// </summary>
internal interface ITableStore
{
    /// <summary>The most rows in one transaction.</summary>
    const int MaxRowsPerCommit = 100;

    /// <summary>The most bytes of one transaction on the wire.</summary>
    const int MaxCommitBytes = 4 * 1024 * 1024;

    /// <summary>Makes the table; one that exists is left as it is.</summary>
    Task CreateTableAsync(string table, CancellationToken cancellationToken);

    /// <summary>The row, or null.</summary>
    Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken);

    /// <summary>One page; the rows are in the order of their keys.</summary>
    Task<TablePage> QueryAsync(string table, TableQuery query, CancellationToken cancellationToken);

    /// <summary>One write; answers the row's new ETag (empty after a delete).</summary>
    Task<string> WriteAsync(string table, TableWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// All of them or none: 1 to 100 rows of one partition, each at most once, 4 MiB together. Answers the new ETags in order.
    /// The exception's <see cref="TableStoreException.FailedIndex"/> says which row was refused.
    /// </summary>
    Task<IReadOnlyList<string>> CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken);
}
