using System.Text.Json.Nodes;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>The host's own endpoints below <c>/admin</c> (functions-custom-handler §4.6): liveness, state and reading keys.</summary>
internal static class AdminEndpoints
{
    public static void Map(WebApplication app, HostContext context, KeyRing keys)
    {
        app.Map("/admin/host/ping", http => http.Response.WriteAsJsonAsync(new JsonObject()));
        app.MapGet("/admin/host/status", WithMaster(keys, http => Status(http, context)));
        app.MapGet("/admin/host/keys", WithMaster(keys, http => WriteKeysAsync(http, keys.HostKeys)));
        app.MapGet("/admin/host/functionkeys", WithMaster(keys, http => WriteKeysAsync(http, keys.HostKeys)));
        app.MapGet("/admin/host/systemkeys", WithMaster(keys, http => WriteKeysAsync(http, keys.SystemKeys)));
    }

    /// <summary>The handler behind a check of the master key.</summary>
    public static RequestDelegate WithMaster(KeyRing keys, RequestDelegate handler) =>
        async http =>
        {
            if (await KeyCheck.RequireMasterAsync(http, keys))
            {
                await handler(http);
            }
        };

    /// <summary>Answers with keys and their values: for holders of the master key only.</summary>
    public static Task WriteKeysAsync(HttpContext http, IReadOnlyDictionary<string, string> keys) => http.Response.WriteAsJsonAsync(new JsonObject
    {
        ["keys"] = new JsonArray([.. keys.Select(key => new JsonObject { ["name"] = key.Key, ["value"] = key.Value })]),
        ["links"] = new JsonArray(),
    });

    private static Task Status(HttpContext http, HostContext context) => http.Response.WriteAsJsonAsync(new JsonObject
    {
        ["id"] = "localhost",
        ["state"] = context.Process.ProcessId is null ? "Starting" : "Running",
        ["version"] = HostHeaders.Version,
    });
}
