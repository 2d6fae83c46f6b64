using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// What the table service would refuse, found before anything is sent (Learn, "Understanding the Table service data model"), with the
/// service's own codes. Messages name the property and the size, never the value.
/// </summary>
internal static partial class TableRules
{
    public const int MaxKeyLength = 512; // 1 KiB in UTF-16
    public const int MaxProperties = 252;
    public const int MaxNameLength = 255;
    public const int MaxStringBytes = 64 * 1024;
    public const int MaxBinaryBytes = 64 * 1024;
    public const int MaxEntityBytes = 1024 * 1024;

    private static readonly DateTimeOffset FirstInstant = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static RequestFailedException Refusal(string code, string message) => new(400, message, code, innerException: null);

    public static void CheckTableName(string name)
    {
        if (!TableName().IsMatch(name))
        {
            throw new ArgumentException("Not a table name: a letter and 2 to 62 further letters or digits were expected.", nameof(name));
        }
    }

    public static void CheckKey(string name, string key)
    {
        if (key.Length > MaxKeyLength)
        {
            throw Refusal(TableErrorCode.KeyValueTooLarge, $"{name} has {key.Length} characters; at most {MaxKeyLength} were expected.");
        }

        CheckUnicode(name, key);
        foreach (var letter in key)
        {
            if (letter is '/' or '\\' or '#' or '?' || char.IsControl(letter))
            {
                throw Refusal(
                    TableErrorCode.OutOfRangeInput,
                    string.Create(CultureInfo.InvariantCulture, $"{name} holds U+{(int)letter:X4}; '/', '\\', '#', '?' and control characters cannot be in a key."));
            }
        }
    }

    /// <summary>Checks keys, names, values and sizes.</summary>
    public static void CheckEntity(TableEntity entity)
    {
        CheckKey("PartitionKey", entity.PartitionKey);
        CheckKey("RowKey", entity.RowKey);
        if (entity.Count > MaxProperties)
        {
            throw Refusal(TableErrorCode.TooManyProperties, $"The entity has {entity.Count} properties; at most {MaxProperties} were expected.");
        }

        // The service's own formula: 4 bytes, the keys in UTF-16, and for each property 8 bytes, its name in UTF-16, its value.
        var size = 4 + (2L * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
        {
            CheckName(name);
            size += value is null ? 0 : 8 + (2L * name.Length) + SizeOf(name, value);
        }

        if (size > MaxEntityBytes)
        {
            throw Refusal(TableErrorCode.EntityTooLarge, $"The entity takes {size} bytes; at most {MaxEntityBytes} were expected.");
        }
    }

    private static void CheckName(string name)
    {
        if (name.Length > MaxNameLength)
        {
            throw Refusal(TableErrorCode.PropertyNameTooLong, $"A property name has {name.Length} characters; at most {MaxNameLength} were expected.");
        }

        if (!PropertyName().IsMatch(name) || name is "PartitionKey" or "RowKey" or "Timestamp")
        {
            throw Refusal(TableErrorCode.PropertyNameInvalid, "A property has a reserved name, or one that is not a letter or '_' followed by letters, digits or '_'.");
        }
    }

    private static int SizeOf(string name, object value) => value switch
    {
        string text => 4 + CheckedString(name, text),
        byte[] bytes => 4 + Within(name, bytes.Length, MaxBinaryBytes),
        bool => 1,
        int => 4,
        long or double => 8,
        DateTimeOffset instant => CheckedInstant(name, instant),
        Guid => 16,
        _ => throw Refusal(TableErrorCode.InvalidInput, $"Property '{name}' is of type {value.GetType().Name}, which tables do not have."),
    };

    private static int CheckedString(string name, string text)
    {
        CheckUnicode(name, text);
        return Within(name, text.Length * 2, MaxStringBytes);
    }

    // Half a surrogate pair has no UTF-8: it would arrive as another character.
    private static void CheckUnicode(string name, string text)
    {
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var taken) != OperationStatus.Done)
            {
                throw Refusal(TableErrorCode.InvalidInput, $"{name} holds half of a surrogate pair, which is not a character.");
            }

            rest = rest[taken..];
        }
    }

    private static int CheckedInstant(string name, DateTimeOffset instant) => instant >= FirstInstant
        ? 8
        : throw Refusal(TableErrorCode.OutOfRangeInput, $"Property '{name}' is an instant before 1601, which tables do not have.");

    private static int Within(string name, int size, int limit) => size <= limit
        ? size
        : throw Refusal(TableErrorCode.PropertyValueTooLarge, $"Property '{name}' takes {size} bytes; at most {limit} were expected.");

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9]{2,62}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TableName();

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PropertyName();
}
