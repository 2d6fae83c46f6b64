using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Billing.Adapters.Kintone;

/// <summary>The body of <c>PUT records.json</c>. Fields that are not named keep their value (§3.1).</summary>
internal static class KintoneWriteBody
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Encode(string appId, IReadOnlyList<KintoneWrite> writes)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("app", appId);
        json.WriteStartArray("records");
        foreach (var write in writes)
        {
            WriteRecord(json, write);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteRecord(Utf8JsonWriter json, KintoneWrite write)
    {
        json.WriteStartObject();
        json.WriteString("id", write.RecordId);
        json.WriteNumber("revision", write.Revision);
        json.WriteStartObject("record");
        foreach (var (code, value) in write.Fields)
        {
            json.WriteStartObject(code);
            json.WritePropertyName("value");
            WriteValue(json, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case IReadOnlyList<string> list:
                json.WriteStartArray();
                foreach (var item in list)
                {
                    json.WriteStringValue(item);
                }

                json.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A write-back cannot carry a {value.GetType().Name}.", nameof(value));
        }
    }
}
