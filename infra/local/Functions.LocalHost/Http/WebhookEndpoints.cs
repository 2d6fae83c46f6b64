using Functions.LocalHost.Hosting;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary><c>/runtime/webhooks/{extension}/…</c>, opened by the extension's system key or the master key.</summary>
internal static class WebhookEndpoints
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "OPTIONS"];

    public static void Map(WebApplication app, IReadOnlyList<IHostComponent> components, KeyRing keys)
    {
        var extensions = components.OfType<IWebhookExtension>().ToDictionary(each => each.Extension, StringComparer.OrdinalIgnoreCase);
        app.MapMethods("/runtime/webhooks/{extension}/{*rest}", Methods, async context =>
        {
            var name = (string)context.Request.RouteValues["extension"]!;
            if (!await KeyCheck.RequireAsync(context, keys.Match(KeyCheck.Presented(context.Request), extension: name), KeyLevel.System))
            {
                return;
            }

            if (extensions.TryGetValue(name, out var extension))
            {
                await extension.HandleAsync(context, context.Request.RouteValues["rest"] as string ?? "");
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
        });
    }
}
