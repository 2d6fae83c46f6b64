namespace Functions.LocalHost.Http;

/// <summary>Which headers do not travel through a proxy, and how a failed passage is answered.</summary>
internal static class Passage
{
    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization",
        "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Expect",
    };

    public static bool Travels(string header) => !HopByHop.Contains(header);

    /// <summary>Copies a request's headers, <c>Host</c> included; those of the body go to the content.</summary>
    public static void CopyHeaders(HttpRequest from, HttpRequestMessage to)
    {
        foreach (var (name, values) in from.Headers.Where(header => Travels(header.Key)))
        {
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }
    }

    /// <summary>Copies an answer's status, reason phrase and headers.</summary>
    public static void CopyHead(HttpResponseMessage from, HttpContext to)
    {
        to.Response.StatusCode = (int)from.StatusCode;
        to.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpResponseFeature>()!.ReasonPhrase = from.ReasonPhrase;
        foreach (var (name, values) in from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated).Where(header => Travels(header.Key)))
        {
            to.Response.Headers.Append(name, new Microsoft.Extensions.Primitives.StringValues([.. values]));
        }
    }

    /// <summary>Answers with a status and no body, or cuts the connection when an answer has begun.</summary>
    public static void Fail(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
    }

    /// <summary>The status for a request body that could not be read, such as 413; otherwise 500, the answer to a failed function.</summary>
    public static int StatusOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is BadHttpRequestException refused)
            {
                return refused.StatusCode;
            }
        }

        return StatusCodes.Status500InternalServerError;
    }
}
