using System.Text.Json;

namespace Billing.Adapters.Http;

/// <summary>A whole reply with a bounded body. The body may hold personal data: it is parsed, never logged or put into a message.</summary>
/// <param name="RetryAfter">The wait that the service asks for, when it does.</param>
/// <param name="Running">How many requests the service counts as running now (kintone's X-ConcurrencyLimit-Running).</param>
internal sealed record HttpReply(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null, int? Running = null)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body as a JSON object; null when it is anything else (an HTML page of maintenance, an empty body).</summary>
    public JsonElement? Json => _json ??= Parse(Body);

    private JsonElement? _json;

    public override string ToString() => $"HTTP {Status}, {Body.Length} bytes";

    private static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            // Not JSON is an answer of its own kind; its text is of no interest.
            return null;
        }
    }
}
