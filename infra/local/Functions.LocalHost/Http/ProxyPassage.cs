using System.Buffers;
using System.Net;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

using Microsoft.AspNetCore.Http.Features;

namespace Functions.LocalHost.Http;

/// <summary>
/// <c>enableProxyingHttpRequest</c>: a streaming reverse proxy (functions-custom-handler §4.2). Path and query stay as they are, bodies stream both ways.
/// [A] The original <c>Host</c> is kept, and no <c>X-Forwarded-*</c> is added.
/// </summary>
internal sealed class ProxyPassage(HostContext host) : HttpPassage(host, TimeSpan.FromSeconds(InactivitySeconds)), IDisposable
{
    /// <summary>functions-custom-handler §4.2.</summary>
    private const int InactivitySeconds = 240;

    private const int PieceBytes = 64 * 1024;

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    public void Dispose() => _http.Dispose();

    protected override async Task PassAsync(HttpContext context, Uri app, Guid invocationId, PassageLimits limits)
    {
        using var request = Request(context, app, invocationId, limits);
        using var response = await _http.SendAsync(request, limits.Token);
        limits.Moved();
        Passage.CopyHead(response, context);
        await context.Response.StartAsync(limits.Token);
        await using var body = await response.Content.ReadAsStreamAsync(limits.Token);
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, limits.Token)) > 0)
            {
                limits.Moved();
                await context.Response.Body.WriteAsync(buffer.AsMemory(0, read), limits.Token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HttpRequestMessage Request(HttpContext context, Uri app, Guid invocationId, PassageLimits limits)
    {
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(context, app))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        // An announced length of 0 is a body too: its Content-Type goes with it.
        if (context.Request.ContentLength is not null || context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
        {
            request.Content = new RequestBodyContent(context.Request, limits.Moved);
        }

        Passage.CopyHeaders(context.Request, request);
        Replace(request, HostHeaders.VersionName, HostHeaders.Version);
        Replace(request, HostHeaders.InvocationIdName, invocationId.ToString());
        Replace(request, HostHeaders.CorrelationName, invocationId.ToString());
        return request;
    }

    // Byte for byte what the caller sent. Appended and never resolved, so that a path that begins with two slashes stays a path.
    private static Uri Target(HttpContext context, Uri app)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var target = raw.StartsWith('/') ? raw : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        return new Uri(app.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
