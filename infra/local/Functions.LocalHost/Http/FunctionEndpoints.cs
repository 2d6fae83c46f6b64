using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>One endpoint for each function with an HTTP trigger: route, methods, level, and the way to the app (functions-custom-handler §4).</summary>
internal sealed class FunctionEndpoints : IDisposable
{
    private static readonly string[] AllMethods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"];
    private readonly HostContext _host;
    private readonly KeyRing _keys;
    private readonly ProxyPassage _proxy;
    private readonly ForwardPassage _forward;
    private readonly JsonPassage? _json;

    private FunctionEndpoints(HostContext host, KeyRing keys)
    {
        (_host, _keys) = (host, keys);
        (_proxy, _forward) = (new ProxyPassage(host), new ForwardPassage(host));
        _json = host.Invoker is IHttpInvoker invoker ? new JsonPassage(host, invoker) : null;
    }

    /// <exception cref="InvalidOperationException">A function needs JSON mode, and the host's invoker does not offer it.</exception>
    public static void Map(WebApplication app, HostContext host, KeyRing keys)
    {
        var endpoints = new FunctionEndpoints(host, keys);
        app.Lifetime.ApplicationStopped.Register(endpoints.Dispose);
        foreach (var function in host.App.WithTrigger("httpTrigger"))
        {
            app.MapMethods(Route(host.App.Host, function), Methods(function), endpoints.Handler(function));
        }
    }

    /// <summary>The route with the prefix; without a route of its own a function is reached by its name.</summary>
    public static string Route(HostJson host, FunctionDefinition function)
    {
        var route = (function.Trigger.Text("route") ?? function.Name).Trim('/');
        return host.RoutePrefix.Length == 0 ? $"/{route}" : $"/{host.RoutePrefix}/{route}";
    }

    /// <summary>The methods in upper case; all of them when none is named.</summary>
    public static IReadOnlyList<string> Methods(FunctionDefinition function) =>
        function.Trigger.Properties.TryGetValue("methods", out var methods) && methods.ValueKind == JsonValueKind.Array && methods.GetArrayLength() > 0
            ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())]
            : AllMethods;

    public void Dispose()
    {
        _proxy.Dispose();
        _forward.Dispose();
    }

    private RequestDelegate Handler(FunctionDefinition function)
    {
        var level = Level(function.Trigger.Text("authLevel"));
        var pass = Passing(function);
        return async context =>
        {
            var key = _keys.Match(KeyCheck.Presented(context.Request), function.Name);
            if (await KeyCheck.RequireAsync(context, key, level))
            {
                await pass(context, key);
            }
        };
    }

    // Proxying counts when both flags are set.
    private Func<HttpContext, KeyMatch, Task> Passing(FunctionDefinition function)
    {
        var handler = _host.App.Host.CustomHandler;
        if (function.IsPlainHttp && handler.Proxying)
        {
            return (context, _) => _proxy.RunAsync(context, function);
        }

        if (function.IsPlainHttp && handler.Forwarding)
        {
            return (context, _) => _forward.RunAsync(context, function);
        }

        return _json is { } json
            ? (context, key) => json.RunAsync(context, function, RouteParameters(context), key)
            : throw new InvalidOperationException($"Function '{function.Name}' needs JSON mode, which {_host.Invoker.GetType().Name} does not offer.");
    }

    private static List<KeyValuePair<string, string?>> RouteParameters(HttpContext context) => context.GetEndpoint() is RouteEndpoint endpoint
        ? [.. endpoint.RoutePattern.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, context.Request.RouteValues[parameter.Name]?.ToString()))]
        : [];

    private static KeyLevel Level(string? text) => text?.ToLowerInvariant() switch
    {
        "anonymous" => KeyLevel.Anonymous,
        "admin" => KeyLevel.Admin,
        _ => KeyLevel.Function,
    };
}
