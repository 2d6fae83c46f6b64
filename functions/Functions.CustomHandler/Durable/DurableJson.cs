using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Functions.CustomHandler.Durable;

/// <summary>
/// The one way in which inputs, results, events and statuses become JSON text: names as declared (like the official SDK), read
/// ignoring case; non-ASCII text is written as it is, because it travels inside further JSON and would grow sixfold as escapes.
/// </summary>
internal static class DurableJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON text; null stays null, which the protocol transports as "absent".</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    /// <summary>The value; default for no text. What the text holds never appears in an error: it may be personal.</summary>
    /// <param name="text">The JSON text.</param>
    /// <param name="what">What the text is, for the error message.</param>
    /// <exception cref="JsonException">The text is not JSON, or not of the type.</exception>
    public static T? Deserialize<T>(string? text, string what)
    {
        if (text is null)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(text, Options);
        }
        catch (JsonException fault)
        {
            throw new JsonException($"{what} cannot be read as {typeof(T)}: {Place(fault)}.");
        }
    }

    private static string Place(JsonException fault) =>
        fault.Path is { Length: > 0 } path ? $"wrong or no JSON at {path}" : $"no JSON at byte {fault.BytePositionInLine ?? 0}";
}
