using System.Buffers;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Billing.Adapters.ServiceBus;

/// <summary>
/// The body of a send call. One message goes as it is, with its properties in a header; several go as a JSON array in the service's batch form
/// (<c>application/vnd.microsoft.servicebus.json</c>), which is accepted whole or not at all.
/// </summary>
internal static class MessageContent
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");
    private static readonly MediaTypeHeaderValue Batch = new("application/vnd.microsoft.servicebus.json");

    public static HttpContent Of(IReadOnlyList<OutgoingMessage> messages)
    {
        HttpContent content = messages is [var only]
            ? new ByteArrayContent(Encoding.UTF8.GetBytes(only.Body))
            : new ReadOnlyMemoryContent(Several(messages));
        content.Headers.ContentType = messages.Count == 1 ? Json : Batch;
        return content;
    }

    /// <summary>The header <c>BrokerProperties</c>. JSON in a header must be ASCII: everything else is escaped by the writer's default.</summary>
    public static string Properties(OutgoingMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteProperties(json, message, contentType: null);
        }

        return Encoding.ASCII.GetString(buffer.WrittenSpan);
    }

    private static ReadOnlyMemory<byte> Several(IReadOnlyList<OutgoingMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(messages.Sum(message => message.Size + 128));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                json.WriteStartObject();
                json.WriteString("Body", message.Body);
                json.WritePropertyName("BrokerProperties");
                WriteProperties(json, message, "application/json; charset=utf-8");
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteProperties(Utf8JsonWriter json, OutgoingMessage message, string? contentType)
    {
        json.WriteStartObject();
        json.WriteString("MessageId", message.Id);
        if (contentType is not null)
        {
            json.WriteString("ContentType", contentType);
        }

        if (message.EnqueueAt is { } at)
        {
            json.WriteString("ScheduledEnqueueTimeUtc", at.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
        }

        json.WriteEndObject();
    }
}
