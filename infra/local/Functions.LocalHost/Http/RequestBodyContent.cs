using System.Buffers;
using System.Net;

namespace Functions.LocalHost.Http;

/// <summary>A request's body on its way to the app, as a stream. Each piece that moves postpones the passage's time-out.</summary>
/// <param name="request">Whose body it is; its length is kept, and without one the body goes out in chunks.</param>
/// <param name="moved">Told after each piece.</param>
internal sealed class RequestBodyContent(HttpRequest request, Action moved) : HttpContent
{
    private const int PieceBytes = 64 * 1024;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                moved();
                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await stream.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = request.ContentLength ?? 0;
        return request.ContentLength is not null;
    }
}
