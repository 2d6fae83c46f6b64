using System.Globalization;
using System.Text.Json;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Reads single values out of an answer. What is absent, null or of another kind reads as null; nothing is guessed.</summary>
internal static class NpJson
{
    /// <summary>Longer codes and ids are taken for nonsense: they are stored and logged.</summary>
    private const int LongestCode = 64;

    public static IEnumerable<JsonElement> Items(JsonElement body, string name) =>
        body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>An id or a code: short visible ASCII; a number is taken for its digits.</summary>
    public static string? Code(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? Code(value) : null;

    public static IReadOnlyList<string> Codes(JsonElement item, string name)
    {
        if (!item.TryGetProperty(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(Code).OfType<string>()]
            : Code(value) is { } single ? [single] : [];
    }

    public static long? Integer(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>A business date of this century; placeholders such as 0000-00-00 or 9999-12-31 are none.</summary>
    public static DateOnly? Date(JsonElement item, string name) =>
        Code(item, name) is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year is >= 2016 and < 2099
            ? date
            : null;

    public static DateTimeOffset? Instant(JsonElement item, string name) =>
        Code(item, name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUniversalTime()
            : null;

    private static string? Code(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 and <= LongestCode } && text.All(letter => letter is > ' ' and <= '~') ? text : null;
    }
}
