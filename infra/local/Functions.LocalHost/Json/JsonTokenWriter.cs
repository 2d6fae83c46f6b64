using System.Globalization;
using System.Text;

namespace Functions.LocalHost.Json;

/// <summary>Writes JSON text character for character as Newtonsoft.Json does, the writer of the real host.</summary>
internal static class JsonTokenWriter
{
    /// <param name="token">What to write.</param>
    /// <param name="indented">Two spaces a level and <c>\n</c>, the form in which messages are written (functions-custom-handler §3.4).</param>
    public static string Write(JsonToken token, bool indented)
    {
        var text = new StringBuilder();
        Append(text, token, indented, 0);
        return text.ToString();
    }

    /// <summary>The JSON string literal of a text, with quotes.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        AppendQuoted(text, value);
        return text.ToString();
    }

    /// <summary>A double always shows that it is one: <c>100.0</c>; what is not a number is quoted.</summary>
    public static string Number(double value) => double.IsFinite(value)
        ? WithPoint(value.ToString("R", CultureInfo.InvariantCulture))
        : Quote(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Keeps the scale, and shows at least one decimal: <c>1.00</c>, <c>100.0</c>.</summary>
    public static string Number(decimal value) => WithPoint(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>
    /// ISO 8601 without trailing zeros in the fraction; <c>Z</c> for UTC, no zone for unspecified, and the host's offset
    /// for local, which is always UTC here as it is in Azure.
    /// </summary>
    public static string Date(DateTime value) => value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture) + value.Kind switch
    {
        DateTimeKind.Utc => "Z",
        DateTimeKind.Local => "+00:00",
        _ => "",
    };

    private static string WithPoint(string digits) =>
        digits.AsSpan().IndexOfAny('.', 'E', 'e') >= 0 ? digits : digits + ".0";

    private static void Append(StringBuilder text, JsonToken token, bool indented, int depth)
    {
        switch (token)
        {
            case JsonToken.Object value:
                AppendAll(text, '{', '}', value.Members, indented, depth, member =>
                {
                    AppendQuoted(text, member.Key);
                    text.Append(indented ? ": " : ":");
                    Append(text, member.Value, indented, depth + 1);
                });
                break;
            case JsonToken.Array value:
                AppendAll(text, '[', ']', value.Items, indented, depth, item => Append(text, item, indented, depth + 1));
                break;
            case JsonToken.Text value:
                AppendQuoted(text, value.Value);
                break;
            case JsonToken.Date value:
                AppendQuoted(text, Date(value.Value));
                break;
            default:
                text.Append(Scalar(token));
                break;
        }
    }

    private static string Scalar(JsonToken token) => token switch
    {
        JsonToken.Integer value => value.Value.ToString(CultureInfo.InvariantCulture),
        JsonToken.Number value => Number(value.Value),
        JsonToken.Bool value => value.Value ? "true" : "false",
        _ => "null",
    };

    private static void AppendAll<T>(
        StringBuilder text, char open, char close, IReadOnlyList<T> parts, bool indented, int depth, Action<T> append)
    {
        text.Append(open);
        for (var index = 0; index < parts.Count; index++)
        {
            if (index > 0)
            {
                text.Append(',');
            }

            NewLine(text, indented, depth + 1);
            append(parts[index]);
        }

        if (parts.Count > 0)
        {
            NewLine(text, indented, depth);
        }

        text.Append(close);
    }

    private static void NewLine(StringBuilder text, bool indented, int depth)
    {
        if (indented)
        {
            text.Append('\n').Append(' ', 2 * depth);
        }
    }

    private static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u0085' or '\u2028' or '\u2029' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        text.Append('"');
    }
}
