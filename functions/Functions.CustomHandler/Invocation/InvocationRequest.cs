using System.Text.Json;

namespace Functions.CustomHandler.Invocation;

/// <summary>The body of an invocation: <c>{"Data":{…},"Metadata":{…}}</c> (functions-custom-handler §3.1).</summary>
internal sealed class InvocationRequest : IDisposable
{
    /// <summary>As deep as the host's own reader goes.</summary>
    public const int MaxDepth = 256;

    private readonly JsonDocument _document;
    private readonly JsonElement _data;
    private readonly JsonElement _metadata;

    private InvocationRequest(JsonDocument document)
    {
        _document = document;
        _data = Member(document.RootElement, "Data");
        _metadata = Member(document.RootElement, "Metadata");
    }

    /// <exception cref="JsonException">The body is not JSON, or not an object; the message says where.</exception>
    public static async Task<InvocationRequest> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var document = await JsonDocument.ParseAsync(body, new JsonDocumentOptions { MaxDepth = MaxDepth }, cancellationToken);
        if (document.RootElement.ValueKind == JsonValueKind.Object)
        {
            return new InvocationRequest(document);
        }

        var found = document.RootElement.ValueKind;
        document.Dispose();
        throw new JsonException($"An invocation is a JSON object with Data and Metadata; {found} was found.");
    }

    /// <summary>The wire value of a binding by name, ignoring case; undefined when it is not there.</summary>
    public JsonElement Data(string name) => Member(_data, name);

    /// <summary>Decoded metadata, keys compared ignoring case; of equal keys the last counts.</summary>
    public IReadOnlyDictionary<string, JsonElement> ReadMetadata()
    {
        var all = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        if (_metadata.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in _metadata.EnumerateObject())
            {
                all[entry.Name] = WireText.Decode(entry.Value).Clone();
            }
        }

        return all;
    }

    public void Dispose() => _document.Dispose();

    private static JsonElement Member(JsonElement from, string name)
    {
        if (from.ValueKind != JsonValueKind.Object)
        {
            return default;
        }

        if (from.TryGetProperty(name, out var exact))
        {
            return exact;
        }

        foreach (var member in from.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return default;
    }
}
