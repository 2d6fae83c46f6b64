using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Api;

/// <summary>Turns a request into a method and parameters: from the body, or from the query string of a GET or DELETE (<c>fields[0]=…</c>).</summary>
internal static class KintoneRequest
{
    /// <summary><c>X-HTTP-Method-Override: GET</c> makes a POST a GET (kintone.md §3).</summary>
    public static string Method(HttpRequest request) =>
        request.Method == "POST" && request.Headers["X-HTTP-Method-Override"].FirstOrDefault() is { Length: > 0 } method ? method.ToUpperInvariant() : request.Method;

    /// <exception cref="KintoneException"><c>CB_IJ01</c> for what is not a JSON object, also an empty body that claims to be JSON.</exception>
    public static async Task<JsonObject> PayloadAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context);
        var claimsJson = context.Request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
        if (body.Length > 0 && !claimsJson)
        {
            throw KintoneErrors.IllegalRequest();
        }

        return claimsJson ? Parse(body) : FromQuery(context.Request.Query);
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return JsonText.Parse(body) as JsonObject ?? throw KintoneErrors.BadJson();
        }
        catch (JsonException)
        {
            throw KintoneErrors.BadJson();
        }
    }

    private static JsonObject FromQuery(IQueryCollection query)
    {
        var json = new JsonObject();
        foreach (var (key, values) in query)
        {
            var bracket = key.IndexOf('[', StringComparison.Ordinal);
            if (bracket < 0)
            {
                json[key] = values.ToString();
                continue;
            }

            var name = key[..bracket];
            var list = json[name] as JsonArray ?? [];
            json[name] = list;
            foreach (var value in values)
            {
                list.Add(value);
            }
        }

        return json;
    }
}
