using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Functions.LocalHost.Storage;

/// <summary>Rows as the service's JSON with type annotations (Payload format for Table service operations).</summary>
internal static class TableJson
{
    private const string TypeSuffix = "@odata.type";
    private const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static byte[] Write(TableRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(row, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    public static void Write(TableRow row, IBufferWriter<byte> buffer)
    {
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("PartitionKey", row.PartitionKey);
        json.WriteString("RowKey", row.RowKey);
        foreach (var (name, value) in row.Values)
        {
            WriteValue(json, name, value);
        }

        json.WriteEndObject();
    }

    /// <summary>A row out of an answer with minimal metadata.</summary>
    public static TableRow Read(JsonElement element, string? etag)
    {
        var row = new TableRow(element.GetProperty("PartitionKey").GetString()!, element.GetProperty("RowKey").GetString()!)
        {
            ETag = etag ?? (element.TryGetProperty("odata.etag", out var tag) ? tag.GetString() : null),
        };
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is not ("PartitionKey" or "RowKey" or "Timestamp")
                && !property.Name.StartsWith("odata.", StringComparison.Ordinal)
                && !property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                row[property.Name] = ReadValue(property, element);
            }
        }

        return row;
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case long number:
                json.WriteString(name + TypeSuffix, "Edm.Int64");
                json.WriteString(name, number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteString(name, number.ToString("R", CultureInfo.InvariantCulture));
                break;
            case Guid id:
                json.WriteString(name + TypeSuffix, "Edm.Guid");
                json.WriteString(name, id);
                break;
            case DateTimeOffset instant:
                json.WriteString(name + TypeSuffix, "Edm.DateTime");
                json.WriteString(name, instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteString(name + TypeSuffix, "Edm.Binary");
                json.WriteBase64String(name, bytes);
                break;
            default:
                throw new ArgumentException($"Column {name} holds a {value.GetType().Name}, which a table cannot store.");
        }
    }

    private static object? ReadValue(JsonProperty property, JsonElement row)
    {
        var type = row.TryGetProperty(property.Name + TypeSuffix, out var annotation) ? annotation.GetString() : null;
        return property.Value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => type != "Edm.Double" && property.Value.TryGetInt32(out var number) ? (object)number : property.Value.GetDouble(),
            JsonValueKind.String => type switch
            {
                "Edm.Int64" => long.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                "Edm.Binary" => property.Value.GetBytesFromBase64(),
                "Edm.Guid" => property.Value.GetGuid(),
                "Edm.Double" => double.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                "Edm.DateTime" => property.Value.GetDateTimeOffset().ToUniversalTime(),
                _ => property.Value.GetString(),
            },
            _ => null,
        };
    }
}
