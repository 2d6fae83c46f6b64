using System.Net;

namespace Functions.LocalHost.Invocation;

/// <summary>The one HTTP client to the app: loopback, HTTP/1.1, no proxy, no cookies, bounded answers. Its time-out is the caller's.</summary>
internal sealed class AppClient : IDisposable
{
    /// <summary>The largest answer that is taken when nothing else is said: 100 MB.</summary>
    public const int DefaultMaxAnswer = 100 * 1024 * 1024;

    private readonly HttpClient _http;

    /// <param name="followRedirects">The real host follows redirects unless <c>enableForwardingHttpRequest</c> is set (§3.3).</param>
    /// <param name="maxAnswer">In bytes.</param>
    public AppClient(bool followRedirects, int maxAnswer = DefaultMaxAnswer)
    {
        MaxAnswer = maxAnswer;
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = followRedirects,
            AutomaticDecompression = DecompressionMethods.None,
        };
        _http = new HttpClient(handler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = maxAnswer,
            DefaultRequestVersion = HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public int MaxAnswer { get; }

    /// <summary>Calls a function with a finished body and takes the whole answer.</summary>
    /// <exception cref="HttpRequestException">No complete answer, or one that is too large (<see cref="HttpRequestError.ConfigurationLimitExceeded"/>).</exception>
    public async Task<AppAnswer> CallAsync(Uri app, string function, Guid invocationId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app, "/" + function)) { Content = new RequestContent(body) };
        HostHeaders.Add(request, invocationId);
        using var response = await _http.SendAsync(request, cancellationToken);
        return new AppAnswer
        {
            Status = (int)response.StatusCode,
            Reason = response.ReasonPhrase ?? "",
            MediaType = response.Content.Headers.ContentType?.MediaType,
            CharSet = response.Content.Headers.ContentType?.CharSet,
            Description = response.ToString(),
            Body = await response.Content.ReadAsByteArrayAsync(cancellationToken),
        };
    }

    /// <summary>Sends a request as it is and takes the whole answer.</summary>
    /// <exception cref="HttpRequestException">As <see cref="CallAsync"/>.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => _http.SendAsync(request, cancellationToken);

    public void Dispose() => _http.Dispose();
}
