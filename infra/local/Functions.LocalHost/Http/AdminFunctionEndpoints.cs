using System.Text.Json;
using System.Text.Json.Nodes;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary><c>/admin/functions…</c> (functions-custom-handler §4.6): what functions there are, their keys, and running one that is not HTTP by hand.</summary>
internal static class AdminFunctionEndpoints
{
    private const int MaxInput = 1024 * 1024;
    private const string FreshTimer = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""";

    public static void Map(WebApplication app, HostContext context, KeyRing keys)
    {
        app.MapGet("/admin/functions", AdminEndpoints.WithMaster(keys, http =>
            http.Response.WriteAsJsonAsync(new JsonArray([.. context.App.Functions.Select(function => Describe(context, function))]))));
        app.MapGet("/admin/functions/{name}", AdminEndpoints.WithMaster(keys, http => WithFunction(http, context, function =>
            http.Response.WriteAsJsonAsync(Describe(context, function)))));
        app.MapGet("/admin/functions/{name}/status", AdminEndpoints.WithMaster(keys, http => WithFunction(http, context, _ =>
            http.Response.WriteAsJsonAsync(new JsonObject()))));
        app.MapGet("/admin/functions/{name}/keys", AdminEndpoints.WithMaster(keys, http => WithFunction(http, context, function =>
            AdminEndpoints.WriteKeysAsync(http, keys.FunctionKeys(function.Name)))));
        app.MapPost("/admin/functions/{name}", AdminEndpoints.WithMaster(keys, http => WithFunction(http, context, function => RunAsync(http, context, function))));
    }

    private static Task WithFunction(HttpContext http, HostContext context, Func<FunctionDefinition, Task> handler)
    {
        if (context.App.Find((string)http.Request.RouteValues["name"]!) is { } function)
        {
            return handler(function);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static JsonObject Describe(HostContext context, FunctionDefinition function)
    {
        var bindings = function.Bindings.Select(binding =>
            new JsonObject(binding.Properties.Select(property => KeyValuePair.Create(property.Key, JsonNode.Parse(property.Value.GetRawText())))));
        var description = new JsonObject
        {
            ["name"] = function.Name,
            ["config"] = new JsonObject { ["bindings"] = new JsonArray([.. bindings]) },
            ["href"] = new Uri(context.HostUrl, $"/admin/functions/{function.Name}").AbsoluteUri,
        };
        if (function.Trigger.Is("httpTrigger"))
        {
            description["invoke_url_template"] = context.HostUrl.AbsoluteUri.TrimEnd('/') + FunctionEndpoints.Route(context.App.Host, function);
        }

        return description;
    }

    // Fire and forget: the caller gets 202 whatever becomes of it, and the invoker logs how it ends.
    private static async Task RunAsync(HttpContext http, HostContext context, FunctionDefinition function)
    {
        if (function.Trigger.Is("httpTrigger") || function.Trigger.Is("orchestrationTrigger"))
        {
            await RefuseAsync(http, $"Function '{function.Name}' has a {function.Trigger.Type} and cannot be run from here.");
            return;
        }

        if (await BoundedBody.ReadAsync(http.Request, MaxInput) is not { } bytes)
        {
            await RefuseAsync(http, $"A body of at most {MaxInput} bytes was expected.", StatusCodes.Status413PayloadTooLarge);
            return;
        }

        try
        {
            using var body = JsonDocument.Parse(bytes);
            var value = Value(function, Input(body.RootElement));
            _ = context.Invoker.InvokeAsync(new AppInvocation { FunctionName = function.Name, TriggerValue = value }, context.Stopping);
            http.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a text
        {
            await RefuseAsync(http, """The body is not JSON; {"input":"…"} was expected.""");
        }
    }

    private static string? Input(JsonElement body) => body.ValueKind == JsonValueKind.Object && body.TryGetProperty("input", out var input)
        ? input.ValueKind switch { JsonValueKind.String => input.GetString(), JsonValueKind.Null => null, _ => input.GetRawText() }
        : null;

    private static WireValue Value(FunctionDefinition function, string? input) => function.Trigger.Type.ToLowerInvariant() switch
    {
        "timertrigger" => new WireValue.Raw(FreshTimer),
        "activitytrigger" => new WireValue.Text($"[{(input is null ? "null" : JsonTokenWriter.Quote(input))}]"),
        _ => new WireValue.Text(input ?? ""),
    };

    private static Task RefuseAsync(HttpContext http, string detail, int status = StatusCodes.Status400BadRequest)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new JsonObject { ["error"] = detail });
    }
}
