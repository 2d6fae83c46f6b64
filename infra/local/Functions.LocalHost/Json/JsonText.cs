using System.Globalization;

namespace Functions.LocalHost.Json;

/// <summary>
/// What the real host makes of a JSON value where it needs plain text (its objects' <c>ToString</c>, invariant culture):
/// strings as they are, <c>True</c>, <c>2.5</c>, <c>01/31/2026 18:04:05</c>, nothing for null, indented JSON for objects and arrays.
/// </summary>
internal static class JsonText
{
    public static string Of(JsonToken token) => token switch
    {
        JsonToken.Text text => text.Value,
        JsonToken.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        JsonToken.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        JsonToken.Bool flag => flag.Value ? "True" : "False",
        JsonToken.Date date => date.Value.ToString(CultureInfo.InvariantCulture),
        JsonToken.Null => "",
        _ => JsonTokenWriter.Write(token, indented: true),
    };

    /// <summary>Whether a text is taken for JSON: in braces or brackets, white space around aside.</summary>
    public static bool LooksLikeJson(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed is ['{', .., '}'] or ['[', .., ']'];
    }
}
