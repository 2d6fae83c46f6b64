using System.Text.Json;

namespace Functions.LocalHost.Settings;

/// <summary>
/// Reads the app's settings from a file: a JSON object of texts, numbers and booleans, whose inner objects become names with <c>__</c>;
/// or a local.settings.json, whose settings stand under <c>Values</c> (functions-custom-handler §1.2).
/// </summary>
internal static class SettingsFileReader
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <exception cref="StartFaultException">The file is missing or not of this form. Values are never shown: they may be secrets.</exception>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
            var faults = new List<string>();
            var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            Flatten(path, "", Values(document.RootElement), settings, faults);
            return faults.Count == 0 ? settings : throw new StartFaultException(faults);
        }
        catch (JsonException fault)
        {
            throw new StartFaultException([$"{path}: {fault.Message}"]);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new StartFaultException([$"{path}: {missing.Message}"]);
        }
    }

    private static JsonElement Values(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("Values", out var values) && values.ValueKind == JsonValueKind.Object ? values : root;

    private static void Flatten(string path, string name, JsonElement value, Dictionary<string, string> settings, List<string> faults)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    var inner = member.Name.Replace(":", "__", StringComparison.Ordinal);
                    Flatten(path, name.Length == 0 ? inner : $"{name}__{inner}", member.Value, settings, faults);
                }

                break;
            case JsonValueKind.String when name.Length > 0:
                settings[name] = value.GetString()!;
                break;
            case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False when name.Length > 0:
                settings[name] = value.GetRawText();
                break;
            default:
                var place = name.Length == 0 ? path : $"{path}: {name}";
                faults.Add($"{place}: found {value.ValueKind}, expected {(name.Length == 0 ? "an object" : "a text, a number, true or false")}.");
                break;
        }
    }
}
