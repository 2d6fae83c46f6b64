using System.Net.Http.Headers;

namespace Billing.Functions.Hosting;

/// <summary>Reads a JSON request body up to a bound, whether its length was announced or not.</summary>
internal static class BoundedBody
{
    /// <summary>The largest body that a webhook may have (kintone §2.5: larger ones are never sent).</summary>
    public const int Most = 1024 * 1024;

    private const int FirstBuffer = 16 * 1024;

    public static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && string.Equals(type.MediaType, "application/json", StringComparison.OrdinalIgnoreCase)
        && (type.CharSet is null || string.Equals(type.CharSet.Trim('"'), "utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>The body, or null when it is larger than <see cref="Most"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Most)
        {
            return null;
        }

        var buffer = new byte[(int)(request.ContentLength ?? FirstBuffer) + 1];
        var length = 0;
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (read == 0 || length > Most)
            {
                // The type is written out: a bare null would become an empty body.
                return length > Most ? (ReadOnlyMemory<byte>?)null : buffer.AsMemory(0, length);
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Most + 1));
            }
        }
    }
}
