using System.Globalization;

using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>The JSON text of a value in <c>Data</c> and <c>Metadata</c> (functions-custom-handler §3.2).</summary>
internal static class WireEncoding
{
    /// <summary>The text as it stands in the body: an object, or a string that holds base64, a time cut to seconds, or JSON text.</summary>
    public static string ToJson(WireValue value) => value switch
    {
        WireValue.Raw raw when IsObject(raw.Json) => raw.Json,
        WireValue.Parsed { Value: JsonToken.Object parsed } => parsed.ToJson(),
        WireValue.Bytes bytes => JsonTokenWriter.Quote(Convert.ToBase64String(bytes.Value.Span)),
        WireValue.Date date => JsonTokenWriter.Quote(date.Value.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
        WireValue.Instant instant => JsonTokenWriter.Quote(instant.Value.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)),
        _ => JsonTokenWriter.Quote(Inner(value)),
    };

    // What is encoded twice: the inner JSON text, which then becomes a JSON string.
    private static string Inner(WireValue value) => value switch
    {
        WireValue.Text text => JsonTokenWriter.Quote(text.Value),
        WireValue.Integer integer => integer.Value.ToString(CultureInfo.InvariantCulture),
        WireValue.Double number => JsonTokenWriter.Number(number.Value),
        WireValue.Decimal number => JsonTokenWriter.Number(number.Value),
        WireValue.Bool flag => flag.Value ? "true" : "false",
        WireValue.Raw raw => raw.Json,
        WireValue.Parsed parsed => parsed.Value.ToJson(),
        _ => "null",
    };

    private static bool IsObject(string json) => json.AsSpan().TrimStart() is ['{', ..];
}
