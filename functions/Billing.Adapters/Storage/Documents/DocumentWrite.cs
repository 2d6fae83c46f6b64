using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Storage.Documents;

/// <summary>
/// One row of an entity-group write. Columns beside the document are for filters and for people who look; a null leaves the column out.
/// </summary>
public sealed record DocumentWrite
{
    private DocumentWrite(string row, string? json, IReadOnlyDictionary<string, object?>? columns) =>
        (Row, Json, Columns) = (row, json, columns ?? new Dictionary<string, object?>());

    public string Row { get; }

    internal string? Json { get; }

    internal IReadOnlyDictionary<string, object?> Columns { get; }

    internal TableTransactionActionType Action { get; private init; }

    /// <summary>The version that must be there; null for any.</summary>
    internal string? StorageTag { get; private init; }

    /// <summary>The write fails when the row is there.</summary>
    /// <exception cref="DocumentTooLargeException">It does not fit.</exception>
    public static DocumentWrite Insert<T>(string row, T value, IReadOnlyDictionary<string, object?>? columns = null)
        where T : class =>
        new(row, Text(row, value), columns) { Action = TableTransactionActionType.Add };

    /// <summary>The write fails when the row is no longer what was read.</summary>
    /// <exception cref="DocumentTooLargeException">It does not fit.</exception>
    public static DocumentWrite Replace<T>(StoredDocument former, T value, IReadOnlyDictionary<string, object?>? columns = null)
        where T : class =>
        new(former.Row, Text(former.Row, value), columns) { Action = TableTransactionActionType.UpdateReplace, StorageTag = former.StorageTag };

    /// <summary>Whether the row is there or not: for rows that follow from another one in the same write, such as an index.</summary>
    /// <exception cref="DocumentTooLargeException">It does not fit.</exception>
    public static DocumentWrite Put<T>(string row, T value, IReadOnlyDictionary<string, object?>? columns = null)
        where T : class =>
        new(row, Text(row, value), columns) { Action = TableTransactionActionType.UpsertReplace };

    /// <summary>The write fails when the row is no longer what was read.</summary>
    public static DocumentWrite Delete(StoredDocument former) =>
        new(former.Row, null, null) { Action = TableTransactionActionType.Delete, StorageTag = former.StorageTag };

    /// <summary>Deletes whatever version is there; the write fails when there is none.</summary>
    public static DocumentWrite Delete(string row) => new(row, null, null) { Action = TableTransactionActionType.Delete };

    private static string Text<T>(string row, T value)
    {
        var json = StoredJson.Write(value);
        return json.Length <= DocumentTooLargeException.Most ? json : throw new DocumentTooLargeException(row, json.Length);
    }
}
