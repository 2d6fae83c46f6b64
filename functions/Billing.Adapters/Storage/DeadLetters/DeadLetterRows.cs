using System.Globalization;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.DeadLetters;

/// <summary>
/// Rows of table <c>DeadLetters</c>. A body is cut into columns <c>Body00</c>, <c>Body01</c>, … since one column takes 32 Ki characters;
/// reasons are cut short.
/// </summary>
internal static class DeadLetterRows
{
    public const string TableName = "DeadLetters";
    public const string Partition = "letters";
    public const string ListPrefix = "at-";
    public const string ListEnd = "at.";

    /// <summary>A message of the Standard tier has at most 256 KiB.</summary>
    public const int MaxBodyLength = 256 * 1024;

    private const int ChunkLength = 30_000;
    private const int MaxReasonLength = 4_000;
    private const long LastMillisecond = 99_999_999_999_999;

    public static string Key(string id) => "id-" + RowKeys.Safe(id);

    /// <exception cref="ArgumentException">The body is longer than a message can be.</exception>
    public static TableEntity Letter(DeadLetter letter)
    {
        if (letter.Body.Length > MaxBodyLength)
        {
            throw new ArgumentException($"The body has {letter.Body.Length} characters; at most {MaxBodyLength} were expected.", nameof(letter));
        }

        var row = new TableEntity(Partition, Key(letter.Id))
        {
            { "Id", letter.Id },
            { "Source", letter.Source },
            { "Reason", Cut(letter.Reason) },
            { "Description", letter.Description is null ? null : Cut(letter.Description) },
            { "DeliveryCount", letter.DeliveryCount },
            { "At", letter.At },
            { "ReplayedAt", letter.ReplayedAt },
            { "Replays", letter.Replays },
        };
        AddBody(row, letter.Body);
        return row;
    }

    public static TableEntity ListRow(DeadLetter letter)
    {
        var down = LastMillisecond - Math.Clamp(letter.At.ToUnixTimeMilliseconds(), 0, LastMillisecond);
        return new TableEntity(Partition, string.Create(CultureInfo.InvariantCulture, $"{ListPrefix}{down:D14}-{RowKeys.Safe(letter.Id)}"))
        {
            { "Id", letter.Id },
        };
    }

    /// <summary>Says that a request of this key was carried out.</summary>
    public static TableEntity RequestRow(string id, string requestKey) => new(Partition, $"replay-{RowKeys.Safe(id)}-{RowKeys.Safe(requestKey)}");

    public static TableEntity Replayed(TableEntity row, DateTimeOffset at) => new(row.PartitionKey, row.RowKey)
    {
        { "ReplayedAt", at },
        { "Replays", (row.GetInt32("Replays") ?? 0) + 1 },
    };

    public static DeadLetter Read(TableEntity row) => new(
        Text(row, "Id"),
        Text(row, "Source"),
        string.Concat(Enumerable.Range(0, TableRules.MaxProperties).Select(part => row.GetString(BodyColumn(part))).TakeWhile(part => part is not null)),
        Text(row, "Reason"),
        row.GetString("Description"),
        row.GetInt32("DeliveryCount") ?? 0,
        row.GetDateTimeOffset("At") ?? throw Missing(row, "At"),
        row.GetDateTimeOffset("ReplayedAt"),
        row.GetInt32("Replays") ?? 0);

    private static void AddBody(TableEntity row, string body)
    {
        var part = 0;
        for (var start = 0; start < body.Length || part == 0;)
        {
            var chunk = Cut(body.AsSpan(start), ChunkLength);
            row.Add(BodyColumn(part++), chunk.ToString());
            start += chunk.Length;
        }
    }

    private static string BodyColumn(int part) => string.Create(CultureInfo.InvariantCulture, $"Body{part:D2}");

    private static string Cut(string text) => Cut(text, MaxReasonLength).ToString();

    // Never between the halves of a surrogate pair.
    private static ReadOnlySpan<char> Cut(ReadOnlySpan<char> text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static string Text(TableEntity row, string column) => row.GetString(column) ?? throw Missing(row, column);

    private static InvalidDataException Missing(TableEntity row, string column) => new($"Row {row.RowKey} has no column {column}.");
}
