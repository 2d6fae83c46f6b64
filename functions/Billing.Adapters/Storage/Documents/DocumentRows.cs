using System.Globalization;

using Azure;

using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Storage.Documents;

/// <summary>
/// How a document lies in a row: <c>Version</c>, and its JSON in <c>Data00</c>, <c>Data01</c>, … since one column takes 32 Ki characters.
/// Rows are replaced whole, so that no piece of a longer former text is left.
/// </summary>
internal static class DocumentRows
{
    private const string VersionColumn = "Version";
    private const int ChunkLength = 30_000;

    public static TableTransactionAction ToAction(string partition, string version, DocumentWrite write)
    {
        var row = new TableEntity(partition, write.Row);
        if (write.Json is { } json)
        {
            row.Add(VersionColumn, version);
            AddChunks(row, json);
            foreach (var (name, value) in write.Columns)
            {
                row.Add(name, value);
            }
        }

        return new TableTransactionAction(write.Action, row, write.StorageTag is { } tag ? new ETag(tag) : write.Json is null ? ETag.All : default);
    }

    /// <exception cref="InvalidDataException">The row was not written by <see cref="ToAction"/>, or holds something else.</exception>
    public static StoredDocument<T> Read<T>(TableEntity row)
        where T : class =>
        new(row.RowKey, StoredJson.Read<T>(Json(row)), Version(row), row.ETag.ToString("H"));

    public static string Json(TableEntity row) =>
        string.Concat(Enumerable.Range(0, TableRules.MaxProperties).Select(part => row.GetString(Column(part))).TakeWhile(part => part is not null));

    public static string Version(TableEntity row) =>
        row.GetString(VersionColumn) ?? throw new InvalidDataException($"Row {row.RowKey} has no column {VersionColumn}.");

    private static void AddChunks(TableEntity row, string json)
    {
        var part = 0;
        for (var start = 0; start < json.Length;)
        {
            var length = Math.Min(ChunkLength, json.Length - start);
            if (start + length < json.Length && char.IsHighSurrogate(json[start + length - 1]))
            {
                length--; // never between the halves of a surrogate pair
            }

            row.Add(Column(part++), json.Substring(start, length));
            start += length;
        }
    }

    private static string Column(int part) => string.Create(CultureInfo.InvariantCulture, $"Data{part:D2}");
}
