using System.Text;
using System.Text.Json;

namespace Functions.LocalHost.ServiceBus;

/// <summary>Several messages in one send call: <c>[{"Body":"…","BrokerProperties":{…},"UserProperties":{…}}, …]</c>.</summary>
internal static class BatchBody
{
    /// <exception cref="FormatException">The body is no such array; the message says what was found.</exception>
    public static IReadOnlyList<BatchedMessage> Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array && document.RootElement.GetArrayLength() > 0
                ? [.. document.RootElement.EnumerateArray().Select(Read)]
                : throw new FormatException($"A batch is a JSON array of messages, at least one; {document.RootElement.ValueKind} was found.");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a text
        {
            throw new FormatException("The batch is not JSON.", broken);
        }
    }

    private static BatchedMessage Read(JsonElement message, int index)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("Body", out var body) || body.ValueKind != JsonValueKind.String)
        {
            throw new FormatException($"Message {index} of the batch has no Body that is a text.");
        }

        var broker = message.TryGetProperty("BrokerProperties", out var properties) ? BrokerProperties.Parse(properties) : new BrokerProperties();
        var user = message.TryGetProperty("UserProperties", out var own) && own.ValueKind == JsonValueKind.Object ? own.GetRawText() : "{}";
        return new BatchedMessage(Encoding.UTF8.GetBytes(body.GetString()!), broker, user);
    }
}

/// <summary>One message of a batch.</summary>
internal sealed record BatchedMessage(ReadOnlyMemory<byte> Body, BrokerProperties Broker, string Properties);
