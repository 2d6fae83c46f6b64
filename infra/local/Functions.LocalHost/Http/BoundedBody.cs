using System.Buffers;

namespace Functions.LocalHost.Http;

/// <summary>Reads a request's body whole, with a length or in chunks, up to a bound.</summary>
internal static class BoundedBody
{
    private const int PieceBytes = 16 * 1024;

    /// <param name="request">Whose body is read.</param>
    /// <param name="most">In bytes.</param>
    /// <returns>The body, or null when it is larger.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int most)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 256));
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0;)
            {
                if (body.Length + read > most)
                {
                    return null;
                }

                body.Write(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return body.ToArray();
    }
}
