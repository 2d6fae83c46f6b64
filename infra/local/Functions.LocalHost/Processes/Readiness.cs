using System.Net.Sockets;

namespace Functions.LocalHost.Processes;

/// <summary>
/// Polls an address until somebody answers there. Any answer counts, whatever its status (functions-custom-handler §2.2).
/// </summary>
internal static class Readiness
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>Returns as soon as the address answers. Bounded by the token.</summary>
    /// <exception cref="OperationCanceledException">Nobody answered before the token was cancelled.</exception>
    public static async Task WaitAsync(Uri address, TimeProvider time, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
        while (!await AnswersAsync(http, address, cancellationToken))
        {
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return true;
        }
        catch (HttpRequestException refused) when (refused.InnerException is SocketException or IOException)
        {
            return false;
        }
    }
}
