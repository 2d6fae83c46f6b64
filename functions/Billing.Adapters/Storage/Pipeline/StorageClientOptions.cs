using Azure.Core;
using Azure.Core.Pipeline;

namespace Billing.Adapters.Storage.Pipeline;

/// <summary>
/// What the clients of one process share: the clock that signs, the connections, retries of <c>Azure.Core</c> (three, exponential, for
/// 408, 429, 5xx and broken connections), at most 30 s for one try.
/// </summary>
internal class StorageClientOptions : ClientOptions
{
    // 64 webhooks at once and the activities of an instance fit in; connections are given back when idle.
    private const int ConnectionsPerServer = 256;

    private static readonly HttpClientTransport SharedTransport = new(new HttpClient(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = ConnectionsPerServer,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan, // the pipeline's NetworkTimeout bounds every try
    });

    public StorageClientOptions(TimeProvider time)
    {
        Time = time;
        Transport = SharedTransport;
        Retry.Delay = TimeSpan.FromMilliseconds(200);
        Retry.MaxDelay = TimeSpan.FromSeconds(10);
        Retry.NetworkTimeout = TimeSpan.FromSeconds(30);
    }

    public TimeProvider Time { get; }
}
