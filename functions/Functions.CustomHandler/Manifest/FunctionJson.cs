using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Functions.CustomHandler.Manifest;

/// <summary>The text of a function's function.json (functions-custom-handler §1, §4.4, §6; durable-protocol §2).</summary>
internal static class FunctionJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FunctionDescriptor function)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("bindings");
            WriteBinding(json, function.Trigger);
            foreach (var input in function.Inputs)
            {
                WriteBinding(json, input);
            }

            // Nothing declares $return: the host would decode the value (durable-protocol §2).
            if (function.IsHttp)
            {
                json.WriteStartObject();
                json.WriteString("type", "http");
                json.WriteString("direction", "out");
                json.WriteString("name", function.Trigger.Name.Equals("res", StringComparison.OrdinalIgnoreCase) ? "response" : "res");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void WriteBinding(Utf8JsonWriter json, BoundParameter bound)
    {
        json.WriteStartObject();
        json.WriteString("type", bound.Binding.Type);
        json.WriteString("direction", "in");
        json.WriteString("name", bound.Name);
        foreach (var (name, value) in bound.Binding.Properties.Where(property => property.Value is not null))
        {
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value);
        }

        json.WriteEndObject();
    }
}
