using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Billing.Adapters.Storage.Tables;

/// <summary>Writes a row as the table service's JSON: every type that JSON does not tell by itself is annotated.</summary>
internal static class EntityJsonWriter
{
    /// <summary>
    /// Japanese and quotes take what they take in UTF-8 and no six letters each: documents in rows are full of both, and a transaction has 4 MiB.
    /// </summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Annotation = "@odata.type";
    private const string InstantForm = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    public static void Write(Utf8JsonWriter json, TableEntity entity)
    {
        json.WriteStartObject();
        json.WriteString("PartitionKey", entity.PartitionKey);
        json.WriteString("RowKey", entity.RowKey);
        foreach (var (name, value) in entity)
        {
            WriteProperty(json, name, value);
        }

        json.WriteEndObject();
    }

    public static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString(InstantForm, CultureInfo.InvariantCulture);

    /// <summary>A finite number with a point or an exponent, so that it is never taken for an integer.</summary>
    public static string Finite(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";
    }

    private static void WriteProperty(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString(name, text);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                WriteTyped(json, name, "Edm.Int64", number.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                WriteDouble(json, name, number);
                break;
            case DateTimeOffset instant:
                WriteTyped(json, name, "Edm.DateTime", Instant(instant));
                break;
            case Guid id:
                WriteTyped(json, name, "Edm.Guid", id.ToString("D"));
                break;
            case byte[] bytes:
                WriteTyped(json, name, "Edm.Binary", Convert.ToBase64String(bytes));
                break;
            default:
                throw new ArgumentException($"Property '{name}' is of type {value.GetType().Name}, which tables do not have.", nameof(value));
        }
    }

    private static void WriteDouble(Utf8JsonWriter json, string name, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteString(name + Annotation, "Edm.Double");
            json.WritePropertyName(name);
            json.WriteRawValue(Finite(number), skipInputValidation: true);
            return;
        }

        WriteTyped(json, name, "Edm.Double", double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }

    private static void WriteTyped(Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteString(name + Annotation, type);
        json.WriteString(name, value);
    }
}
