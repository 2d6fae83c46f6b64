using System.Globalization;
using System.Text.Json;

namespace Functions.LocalHost.ServiceBus;

/// <summary>The header <c>BrokerProperties</c> of a send call: a JSON object, names compared ignoring case (functions-custom-handler §7).</summary>
internal sealed record BrokerProperties
{
    public const int MaxMessageIdLength = 128;

    public string? MessageId { get; init; }

    public string? Label { get; init; }

    public string? CorrelationId { get; init; }

    public string? To { get; init; }

    public string? ReplyTo { get; init; }

    public string? PartitionKey { get; init; }

    /// <summary>Of a message in a batch; a single one has the header.</summary>
    public string? ContentType { get; init; }

    public DateTimeOffset? ScheduledFor { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    /// <exception cref="FormatException">It is not readable, or asks for what this stand-in has not; the message says what.</exception>
    public static BrokerProperties Parse(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return new BrokerProperties();
        }

        try
        {
            using var document = JsonDocument.Parse(header);
            return Parse(document.RootElement);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a text
        {
            throw new FormatException("BrokerProperties is not JSON.", broken);
        }
    }

    /// <inheritdoc cref="Parse(string?)"/>
    public static BrokerProperties Parse(JsonElement json) => json.ValueKind == JsonValueKind.Object
        ? Read(json.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase))
        : throw new FormatException($"BrokerProperties is a JSON object; {json.ValueKind} was found.");

    private static BrokerProperties Read(Dictionary<string, JsonElement> members)
    {
        if (Text(members, "SessionId") is not null)
        {
            throw new FormatException("SessionId was found; the queues here have no sessions.");
        }

        var properties = new BrokerProperties
        {
            MessageId = Text(members, "MessageId"),
            Label = Text(members, "Label") ?? Text(members, "Subject"),
            CorrelationId = Text(members, "CorrelationId"),
            To = Text(members, "To"),
            ReplyTo = Text(members, "ReplyTo"),
            PartitionKey = Text(members, "PartitionKey"),
            ContentType = Text(members, "ContentType"),
            ScheduledFor = Instant(members, "ScheduledEnqueueTimeUtc"),
            TimeToLive = Seconds(members, "TimeToLive"),
        };
        return properties.MessageId?.Length > MaxMessageIdLength
            ? throw new FormatException($"MessageId has {properties.MessageId.Length} characters; at most {MaxMessageIdLength} were expected.")
            : properties;
    }

    private static string? Text(Dictionary<string, JsonElement> members, string name) =>
        !members.TryGetValue(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new FormatException($"{name} is a text; {value.ValueKind} was found.");

    private static TimeSpan? Seconds(Dictionary<string, JsonElement> members, string name) =>
        !members.TryGetValue(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds)
        : throw new FormatException($"{name} is a number of seconds above 0.");

    private static DateTimeOffset? Instant(Dictionary<string, JsonElement> members, string name) =>
        Text(members, name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant) ? instant
        : throw new FormatException($"{name} is not a date: RFC 1123 or ISO 8601 was expected.");
}
