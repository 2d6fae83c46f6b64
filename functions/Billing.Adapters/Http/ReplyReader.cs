using System.Globalization;

namespace Billing.Adapters.Http;

/// <summary>Reads a reply whole, up to a bound.</summary>
internal static class ReplyReader
{
    private const int Chunk = 16 * 1024;

    /// <returns>Null when the body is larger than the bound.</returns>
    public static async Task<HttpReply?> ReadAsync(HttpResponseMessage response, int largest, TimeProvider time, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > largest)
        {
            return null;
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        var chunk = new byte[Chunk];
        int read;
        while ((read = await stream.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (body.Length + read > largest)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }

        return new HttpReply((int)response.StatusCode, body.ToArray(), RetryAfter(response, time), Running(response));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static int? Running(HttpResponseMessage response) =>
        response.Headers.TryGetValues("X-ConcurrencyLimit-Running", out var values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var running)
            ? running
            : null;
}
