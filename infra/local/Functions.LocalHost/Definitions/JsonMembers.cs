using System.Globalization;
using System.Text.Json;

namespace Functions.LocalHost.Definitions;

/// <summary>Reads the members of one object of a file; what is there but not of the right kind becomes a fault and counts as absent.</summary>
/// <param name="file">Named in faults, relative to the app root.</param>
/// <param name="path">The object's own place, empty for the whole file.</param>
/// <param name="value">The object; another kind, or null, has no members.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class JsonMembers(string file, string path, JsonElement? value, FaultList faults)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The members by name, ignoring case; of repeated names the last.</summary>
    public IReadOnlyDictionary<string, JsonElement> All { get; } = value is { ValueKind: JsonValueKind.Object } members
        ? members.EnumerateObject().GroupBy(member => member.Name, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => group.Last().Value, StringComparer.OrdinalIgnoreCase)
        : new Dictionary<string, JsonElement>();

    /// <summary>The object that a whole file holds. A file that is missing or not an object is a fault.</summary>
    public static JsonMembers OfFile(string root, string file, FaultList faults)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root, file)), Lenient);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new JsonMembers(file, "", document.RootElement.Clone(), faults);
            }

            faults.Add(file, $"found {document.RootElement.ValueKind}, expected an object.");
        }
        catch (JsonException fault)
        {
            faults.Add(file, fault.Message);
        }
        catch (FileNotFoundException)
        {
            faults.Add(file, $"found no such file in {root}, expected it there.");
        }

        return new JsonMembers(file, "", null, faults);
    }

    public JsonElement? Get(string name) =>
        All.TryGetValue(name, out var found) && found.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? found : null;

    /// <summary>A member that is an object.</summary>
    public JsonMembers Section(string name) => new(file, At(name), Typed(name, "an object", JsonValueKind.Object), faults);

    public string? Text(string name) => Typed(name, "a text", JsonValueKind.String)?.GetString();

    public bool? Flag(string name) => Typed(name, "true or false", JsonValueKind.True, JsonValueKind.False)?.GetBoolean();

    public IReadOnlyList<string>? Texts(string name)
    {
        if (Typed(name, "an array of texts", JsonValueKind.Array) is not { } array)
        {
            return null;
        }

        if (array.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. array.EnumerateArray().Select(item => item.GetString()!)];
        }

        Refuse(name, "an array of texts");
        return null;
    }

    public int? Integer(string name, int minimum, int maximum)
    {
        var expected = $"a whole number from {minimum} to {maximum}";
        if (Typed(name, expected, JsonValueKind.Number) is not { } number)
        {
            return null;
        }

        if (number.TryGetInt32(out var found) && found >= minimum && found <= maximum)
        {
            return found;
        }

        Refuse(name, expected);
        return null;
    }

    /// <summary>A positive time span <c>hh:mm:ss</c>.</summary>
    public TimeSpan? Span(string name)
    {
        const string Expected = "a positive time span such as \"00:00:30\"";
        if (Typed(name, Expected, JsonValueKind.String) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
        {
            return span;
        }

        Refuse(name, Expected);
        return null;
    }

    /// <summary>Records that a member is not what it must be.</summary>
    public void Refuse(string name, string expected) => faults.Add(file, At(name), Get(name), expected);

    private JsonElement? Typed(string name, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        if (Get(name) is not { } found)
        {
            return null;
        }

        if (kinds.Contains(found.ValueKind))
        {
            return found;
        }

        Refuse(name, expected);
        return null;
    }

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
