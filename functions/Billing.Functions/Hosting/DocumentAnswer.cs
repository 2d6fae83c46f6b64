using System.Text.Json.Serialization.Metadata;

using Billing.Adapters.Storage.Documents;

namespace Billing.Functions.Hosting;

/// <summary>The answer to reading one document: its view with its version as <c>ETag</c>; 304 when the caller has that version already.</summary>
internal sealed class DocumentAnswer<T>(StoredDocument document, T view, JsonTypeInfo<T> type) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var tag = EntityTags.Of(document.Version);
        httpContext.Response.Headers.ETag = tag;
        if (httpContext.Request.Headers.IfNoneMatch.Contains(tag))
        {
            httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await httpContext.Response.WriteAsJsonAsync(view, type, contentType: null, httpContext.RequestAborted);
    }
}
