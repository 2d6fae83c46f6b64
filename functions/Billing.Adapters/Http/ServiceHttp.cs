using System.Net;

namespace Billing.Adapters.Http;

/// <summary>The HTTP client of one outside service.</summary>
internal static class ServiceHttp
{
    /// <summary>
    /// Follows no redirect (credentials stay with the host that they are for), keeps no cookies, and leaves time-outs to the
    /// pipeline, which knows what a lost answer means.
    /// </summary>
    public static HttpClient Create(ServiceLimits limits) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = limits.AttemptTimeout < TimeSpan.FromSeconds(5) ? limits.AttemptTimeout : TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),

            // Shorter than the keep-alive of common servers and balancers: a request on a connection that the other side has
            // just closed looks like a lost answer.
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
        },
        disposeHandler: true)
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
