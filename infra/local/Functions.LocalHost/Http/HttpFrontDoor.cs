using Functions.LocalHost.Hosting;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>
/// The host's HTTP surface for one life of the host: functions with an HTTP trigger, extension webhooks, and the host's own endpoints
/// (functions-custom-handler §4). The program calls <see cref="Configure"/> before the application is built and <see cref="Map"/> after.
/// </summary>
internal static class HttpFrontDoor
{
    /// <summary>The largest request body that the platform's front end lets through: 100 MB.</summary>
    public const long MaxRequestBody = 100L * 1024 * 1024;

    /// <summary>
    /// Limits, and no request logging by the framework: it would write query strings, and those hold keys (<c>code</c>).
    /// </summary>
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
        });
    }

    /// <param name="app">The built application, not started yet.</param>
    /// <param name="context">This life of the host.</param>
    /// <param name="keys">The host's keys.</param>
    /// <param name="components">This life's components; those that are <see cref="IWebhookExtension"/> answer webhooks.</param>
    public static void Map(WebApplication app, HostContext context, KeyRing keys, IReadOnlyList<IHostComponent> components)
    {
        app.Use(NotFoundForOtherMethods);
        FunctionEndpoints.Map(app, context, keys);
        AdminEndpoints.Map(app, context, keys);
        AdminFunctionEndpoints.Map(app, context, keys);
        WebhookEndpoints.Map(app, components, keys);
    }

    // For the real host a route with another method is no route at all: 404, where the framework would answer 405.
    private static Task NotFoundForOtherMethods(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not null and not RouteEndpoint)
        {
            context.SetEndpoint(null);
        }

        return next(context);
    }
}
