using System.Text.Json.Serialization.Metadata;

namespace Billing.Functions.Hosting;

/// <summary>A JSON answer by generated metadata: no reflection on the first request.</summary>
internal sealed class JsonAnswer<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>Where a caller finds what becomes of it.</summary>
    public string? Location { get; init; }

    /// <summary>The version for <c>If-Match</c>, in quotes; for documents of which time alone changes the view, so that there is no 304.</summary>
    public string? ETag { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = status;
        if (Location is not null)
        {
            httpContext.Response.Headers.Location = Location;
        }

        if (ETag is not null)
        {
            httpContext.Response.Headers.ETag = ETag;
        }

        await httpContext.Response.WriteAsJsonAsync(value, type, contentType: null, httpContext.RequestAborted);
    }
}
