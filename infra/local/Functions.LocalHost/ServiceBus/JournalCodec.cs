using System.Buffers;
using System.Text.Json;

namespace Functions.LocalHost.ServiceBus;

/// <summary>The bytes of journal rows: JSON, short names, so that a row can be read by a person.</summary>
internal static class JournalCodec
{
    public static ReadOnlyMemory<byte> WriteSegment(long firstSequenceNumber, IReadOnlyList<BusMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("first", firstSequenceNumber);
        json.WriteStartArray("messages");
        foreach (var message in messages)
        {
            Write(json, message);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static (long FirstSequenceNumber, IReadOnlyList<BusMessage> Messages) ReadSegment(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return (document.RootElement.GetProperty("first").GetInt64(), [.. document.RootElement.GetProperty("messages").EnumerateArray().Select(Read)]);
    }

    public static ReadOnlyMemory<byte> WriteSettlements(IReadOnlyList<Settlement> settlements)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var settlement in settlements)
        {
            json.WriteStartArray();
            json.WriteNumberValue(settlement.SequenceNumber);
            json.WriteNumberValue(settlement.FailedDeliveries);
            json.WriteBooleanValue(settlement.IsFinal);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenMemory;
    }

    public static IReadOnlyList<Settlement> ReadSettlements(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        return [.. document.RootElement.EnumerateArray().Select(each => new Settlement(each[0].GetInt64(), each[1].GetInt32(), each[2].GetBoolean()))];
    }

    /// <summary>How many bytes a message takes in a segment, at the most.</summary>
    public static int SizeBound(BusMessage message) =>
        (message.Body.Length * 4 / 3) + (message.ApplicationProperties.Length * 6)
        + ((message.MessageId.Length + Length(message.ContentType) + Length(message.Subject) + Length(message.CorrelationId)
            + Length(message.To) + Length(message.ReplyTo) + Length(message.PartitionKey) + Length(message.DeadLetterSource)) * 6) + 300;

    private static int Length(string? text) => text?.Length ?? 0;

    private static void Write(Utf8JsonWriter json, BusMessage message)
    {
        json.WriteStartObject();
        json.WriteString("id", message.MessageId);
        json.WriteBase64String("body", message.Body.Span);
        json.WriteString("at", message.EnqueuedAt);
        json.WriteString("expires", message.ExpiresAt);
        Write(json, "type", message.ContentType);
        Write(json, "subject", message.Subject);
        Write(json, "correlation", message.CorrelationId);
        Write(json, "to", message.To);
        Write(json, "replyTo", message.ReplyTo);
        Write(json, "partition", message.PartitionKey);
        Write(json, "source", message.DeadLetterSource);
        if (message.ScheduledFor is { } scheduled)
        {
            json.WriteString("scheduled", scheduled);
        }

        json.WritePropertyName("properties");
        json.WriteRawValue(message.ApplicationProperties);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static BusMessage Read(JsonElement json) => new()
    {
        MessageId = json.GetProperty("id").GetString()!,
        Body = json.GetProperty("body").GetBytesFromBase64(),
        EnqueuedAt = json.GetProperty("at").GetDateTimeOffset(),
        ExpiresAt = json.GetProperty("expires").GetDateTimeOffset(),
        ScheduledFor = json.TryGetProperty("scheduled", out var scheduled) ? scheduled.GetDateTimeOffset() : null,
        ContentType = Text(json, "type"),
        Subject = Text(json, "subject"),
        CorrelationId = Text(json, "correlation"),
        To = Text(json, "to"),
        ReplyTo = Text(json, "replyTo"),
        PartitionKey = Text(json, "partition"),
        DeadLetterSource = Text(json, "source"),
        ApplicationProperties = json.GetProperty("properties").GetRawText(),
    };

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) ? text.GetString() : null;
}

/// <summary>What became of a delivery, as the journal keeps it.</summary>
/// <param name="IsFinal">Completed or moved away; else it will be delivered again.</param>
internal sealed record Settlement(long SequenceNumber, int FailedDeliveries, bool IsFinal);
