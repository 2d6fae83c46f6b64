namespace Functions.LocalHost.Storage;

/// <summary>Rows as parts of an address.</summary>
internal static class TableAddress
{
    /// <summary>What a write is sent to, below the endpoint.</summary>
    public static string Path(string table, TableWrite write) =>
        write.Kind == TableWriteKind.Insert ? table : Path(table, write.Row.PartitionKey, write.Row.RowKey);

    public static string Path(string table, string partitionKey, string rowKey) =>
        $"{table}(PartitionKey='{Key(partitionKey)}',RowKey='{Key(rowKey)}')";

    private static string Key(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
