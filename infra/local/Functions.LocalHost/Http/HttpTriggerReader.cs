using System.Text;

using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;
using Functions.LocalHost.Keys;

using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Functions.LocalHost.Http;

/// <summary>
/// Turns a request into the value and the binding data of an HTTP trigger (functions-custom-handler §3.2, §3.5). Both hold keys
/// (<c>code</c>, <c>x-functions-key</c>), as in the real host: they are sent to the app and never logged.
/// </summary>
internal static class HttpTriggerReader
{
    /// <param name="request">A body counts only when it comes with a length.</param>
    /// <param name="route">The route's parameters in the order of the template; null where an optional one is not used.</param>
    /// <param name="key">Who calls.</param>
    public static async Task<HttpTriggerValue> ReadAsync(
        HttpRequest request, IReadOnlyList<KeyValuePair<string, string?>> route, KeyMatch key, CancellationToken cancellationToken)
    {
        byte[]? body = null;
        if (request.ContentLength > 0)
        {
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancellationToken);
            body = buffer.ToArray();
        }

        var text = body is null ? null : Text(body);
        return new HttpTriggerValue(new WireValue.Raw(Value(request, route, key, body, text)), Metadata(request, route, text));
    }

    private static string Value(HttpRequest request, IReadOnlyList<KeyValuePair<string, string?>> route, KeyMatch key, byte[]? body, string? text)
    {
        var url = $"{request.Scheme}://{request.Host}{request.Path}{request.QueryString}";
        var json = new StringBuilder();
        json.Append("{\"Url\":").Append(JsonTokenWriter.Quote(url));
        json.Append(",\"Method\":").Append(JsonTokenWriter.Quote(request.Method));
        json.Append(",\"Query\":").Append(Object(request.Query.Select(pair => KeyValuePair.Create(pair.Key, JsonTokenWriter.Quote(pair.Value.ToString())))));
        json.Append(",\"Headers\":").Append(Object(request.Headers.Select(pair => KeyValuePair.Create(pair.Key, Array(pair.Value)))));
        json.Append(",\"Params\":").Append(Object(route.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? "null" : JsonTokenWriter.Quote(pair.Value)))));
        json.Append(",\"Identities\":").Append(IdentityJson.Of(key));
        if (body is not null)
        {
            json.Append(",\"Body\":").Append(JsonTokenWriter.Quote(IsBinary(request.ContentType) ? Convert.ToBase64String(body) : text!));
        }

        return json.Append('}').ToString();
    }

    // Later ones win: properties of a JSON body, the query without `code`, the route. `Query` and `Headers` give way to entries of their name.
    private static List<KeyValuePair<string, WireValue>> Metadata(HttpRequest request, IReadOnlyList<KeyValuePair<string, string?>> route, string? body)
    {
        var data = new BindingData([]);
        data.SetPayload(body ?? "");
        var query = request.Query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.LastOrDefault() ?? "")).ToList();
        foreach (var (name, value) in query.Where(pair => !pair.Key.Equals(KeyCheck.QueryName, StringComparison.OrdinalIgnoreCase)))
        {
            data.Set(name, new WireValue.Text(value));
        }

        foreach (var (name, value) in route)
        {
            data.Set(name, WireValue.From(value));
        }

        SetUnlessThere(data, "Query", query);
        SetUnlessThere(data, "Headers", request.Headers.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToString())));
        return [.. data.Entries];
    }

    private static void SetUnlessThere(BindingData data, string name, IEnumerable<KeyValuePair<string, string>> members)
    {
        if (!data.Contains(name))
        {
            data.Set(name, new WireValue.Raw(Object(members.Select(pair => KeyValuePair.Create(pair.Key, JsonTokenWriter.Quote(pair.Value))))));
        }
    }

    // As UTF-8, whatever the character set says, without the byte order mark.
    private static string Text(byte[] body)
    {
        using var reader = new StreamReader(new MemoryStream(body), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static bool IsBinary(string? contentType) => MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
            || type.MediaType.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase));

    private static string Object(IEnumerable<KeyValuePair<string, string>> members) =>
        "{" + string.Join(',', members.Select(pair => $"{JsonTokenWriter.Quote(pair.Key)}:{pair.Value}")) + "}";

    private static string Array(StringValues values) => "[" + string.Join(',', values.Select(value => JsonTokenWriter.Quote(value ?? ""))) + "]";
}
