namespace Functions.LocalHost.Storage;

/// <summary>What a write does with its row.</summary>
internal enum TableWriteKind
{
    /// <summary>Refused (409) when the row exists.</summary>
    Insert,

    /// <summary>Takes the place of the row with that ETag; refused (412) when it has changed, (404) when it is gone.</summary>
    Replace,

    /// <summary>Sets the given values and leaves the others, guarded like <see cref="Replace"/>.</summary>
    Merge,

    /// <summary>Whatever is there.</summary>
    InsertOrReplace,

    /// <summary>Guarded like <see cref="Replace"/>.</summary>
    Delete,
}

/// <summary>One write of one row. The guard is an ETag, or <c>*</c> for any version that exists.</summary>
internal sealed record TableWrite(TableWriteKind Kind, TableRow Row, string? ETag)
{
    /// <summary>The guard that any existing row passes.</summary>
    public const string AnyVersion = "*";

    public static TableWrite Insert(TableRow row) => new(TableWriteKind.Insert, row, null);

    public static TableWrite Replace(TableRow row, string etag) => new(TableWriteKind.Replace, row, etag);

    public static TableWrite Merge(TableRow row, string etag) => new(TableWriteKind.Merge, row, etag);

    public static TableWrite InsertOrReplace(TableRow row) => new(TableWriteKind.InsertOrReplace, row, null);

    public static TableWrite Delete(string partitionKey, string rowKey, string etag = AnyVersion) =>
        new(TableWriteKind.Delete, new TableRow(partitionKey, rowKey), etag);
}
