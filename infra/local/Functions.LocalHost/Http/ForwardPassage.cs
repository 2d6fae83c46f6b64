using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace Functions.LocalHost.Http;

/// <summary>
/// <c>enableForwardingHttpRequest</c> without proxying: buffered (functions-custom-handler §4.1). Several values of a query key arrive joined by comma;
/// a body goes along only when it came with a length, and a chunked request fails.
/// </summary>
internal sealed class ForwardPassage(HostContext host) : HttpPassage(host, Timeout.InfiniteTimeSpan), IDisposable
{
    private readonly AppClient _client = new(followRedirects: false);

    public void Dispose() => _client.Dispose();

    protected override async Task PassAsync(HttpContext context, Uri app, Guid invocationId, PassageLimits limits)
    {
        using var request = Request(context.Request, app, invocationId, limits);
        using var response = await _client.SendAsync(request, limits.Token);
        Passage.CopyHead(response, context);
        await response.Content.CopyToAsync(context.Response.Body, limits.Token);
    }

    private static HttpRequestMessage Request(HttpRequest from, Uri app, Guid invocationId, PassageLimits limits)
    {
        if (from.Headers.TransferEncoding.Count > 0)
        {
            throw new HttpRequestException("'Transfer-Encoding: chunked' header can not be used when content object is not specified.");
        }

        var path = new Uri(from.GetEncodedUrl()).AbsolutePath;
        var query = from.Query.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value.ToString()));
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(QueryHelpers.AddQueryString(new Uri(app, path).AbsoluteUri, query)));
        if (from.ContentLength > 0)
        {
            request.Content = new RequestBodyContent(from, limits.Moved);
        }

        Passage.CopyHeaders(from, request);
        HostHeaders.Add(request, invocationId);
        return request;
    }
}
