using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using Billing.Core.Transactions;

namespace Billing.Adapters.Storage;

/// <summary>
/// The JSON inside columns. Enumerations are written by name, ids as their text. A member that an older version did not write gets its
/// default on reading; one that this version does not know is passed over.
/// </summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Japanese texts stay legible; nothing of it ever is HTML
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new TransactionIdConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="InvalidDataException">The column holds something else; it is not repeated.</exception>
    public static T Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidDataException("A stored column holds the JSON null.");
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            throw new InvalidDataException($"A stored column does not hold a {typeof(T).Name}.", fault);
        }
    }

    private sealed class TransactionIdConverter : JsonConverter<TransactionId>
    {
        public override TransactionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TransactionId.Parse(reader.GetString() ?? "");

        public override void Write(Utf8JsonWriter writer, TransactionId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}
