using System.Globalization;
using System.Text.Json;

namespace Functions.CustomHandler.Hosting;

/// <summary>What the app needs to know of its own host.json, which lies in the app root.</summary>
/// <param name="RoutePrefix">Without slashes around it; may be empty.</param>
/// <param name="FunctionTimeout">Null = unlimited.</param>
internal sealed record HostFile(string RoutePrefix, TimeSpan? FunctionTimeout)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    /// <exception cref="InvalidOperationException">The file is missing or not readable as host.json.</exception>
    public static HostFile Read(string appRoot)
    {
        var path = Path.Combine(appRoot, "host.json");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return new HostFile(Prefix(document.RootElement), Timeout(document.RootElement));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new InvalidOperationException($"{path} cannot be read: {broken.Message}", broken);
        }
    }

    private static string Prefix(JsonElement root) =>
        (Find(Find(Find(root, "extensions"), "http"), "routePrefix") is { ValueKind: JsonValueKind.String } prefix ? prefix.GetString()! : "api").Trim('/');

    private static TimeSpan? Timeout(JsonElement root)
    {
        if (Find(root, "functionTimeout") is not { ValueKind: JsonValueKind.String } value)
        {
            return DefaultTimeout;
        }

        var text = value.GetString()!;
        return text == "-1" ? null : TimeSpan.Parse(text, CultureInfo.InvariantCulture);
    }

    private static JsonElement Find(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) ? value : default;
}
