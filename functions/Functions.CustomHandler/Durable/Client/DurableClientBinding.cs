using System.Text.Json;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>The value of a <c>durableClient</c> binding, as far as it is used (durable-protocol §6.1). Its other members hold a key and are not read.</summary>
/// <param name="Address">The engine's loopback endpoint.</param>
/// <param name="TaskHub">The task hub's name; null: the engine's own.</param>
/// <param name="Connection">The name of the hub's connection; null: the engine's own.</param>
internal sealed record DurableClientBinding(Uri Address, string? TaskHub, string? Connection)
{
    /// <summary>Reads the binding's text; a text inside a JSON string, as the host sends it, is taken out first.</summary>
    /// <exception cref="FormatException">The text is not such a value. The text itself holds a key and is never shown.</exception>
    public static DurableClientBinding Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            return root.ValueKind switch
            {
                JsonValueKind.String => Parse(root.GetString()!),
                JsonValueKind.Object => Read(root),
                _ => throw new FormatException($"The durableClient binding holds {root.ValueKind}; a JSON object is expected."),
            };
        }
        catch (JsonException)
        {
            throw new FormatException("The durableClient binding is not JSON; a JSON object is expected.");
        }
    }

    private static DurableClientBinding Read(JsonElement root)
    {
        if (Text(root, "rpcBaseUrl") is not { Length: > 0 } address)
        {
            throw new FormatException("The durableClient binding has no rpcBaseUrl; the Durable extension gives one from version 2.9 on, with the worker runtime 'custom'.");
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? new DurableClientBinding(uri, Text(root, "taskHubName"), Text(root, "connectionName"))
            : throw new FormatException("The rpcBaseUrl of the durableClient binding is not an absolute http address.");
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
