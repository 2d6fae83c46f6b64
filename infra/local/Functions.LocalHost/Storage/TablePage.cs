namespace Functions.LocalHost.Storage;

/// <summary>Some rows, and where to go on; null at the end.</summary>
internal sealed record TablePage(IReadOnlyList<TableRow> Rows, TableContinuation? Next);

/// <summary>The service's own marks; opaque.</summary>
internal sealed record TableContinuation(string NextPartitionKey, string? NextRowKey);
