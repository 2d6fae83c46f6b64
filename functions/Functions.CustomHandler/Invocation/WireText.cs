using System.Text.Json;

namespace Functions.CustomHandler.Invocation;

/// <summary>
/// Reads the values of an invocation (functions-custom-handler §3.2): most arrive as JSON text inside a JSON string, objects and the older
/// single-encoded forms as they are, bytes as base64.
/// </summary>
internal static class WireText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = InvocationRequest.MaxDepth };

    /// <summary>The value: a string's text parsed as JSON once more where that succeeds, anything else as it is.</summary>
    public static JsonElement Decode(JsonElement wire)
    {
        if (wire.ValueKind != JsonValueKind.String)
        {
            return wire;
        }

        var text = wire.GetString()!;
        try
        {
            using var inner = JsonDocument.Parse(text, Options);
            return inner.RootElement.Clone();
        }
        catch (JsonException)
        {
            return wire; // base64, a date, or a text that was encoded once: the text itself is the value
        }
    }

    /// <summary>
    /// The value of a binding of type text: the string inside. A value that is not a string was a text that is JSON by itself and was encoded once;
    /// then the text as it arrived is the value. Null for null.
    /// </summary>
    public static string? DecodeText(JsonElement wire)
    {
        var value = Decode(wire);
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null or JsonValueKind.Undefined => null,
            _ => wire.ValueKind == JsonValueKind.String ? wire.GetString() : wire.GetRawText(),
        };
    }

    /// <summary>The value of a binding of type bytes. Its text is never parsed as JSON: base64 made of digits would become a number.</summary>
    /// <exception cref="FormatException">It is not base64.</exception>
    public static byte[] DecodeBytes(JsonElement wire) => wire.ValueKind == JsonValueKind.String
        ? Convert.FromBase64String(wire.GetString()!)
        : throw new FormatException($"A base64 string was expected, {wire.ValueKind} was found.");
}
