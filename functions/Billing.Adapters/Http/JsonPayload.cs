using System.Net;
using System.Net.Http.Headers;

namespace Billing.Adapters.Http;

/// <summary>
/// A JSON request body that remembers whether its sending has begun: a request whose body was never begun cannot have
/// been carried out, whatever the connection did.
/// </summary>
internal sealed class JsonPayload : HttpContent
{
    private readonly ReadOnlyMemory<byte> _json;

    public JsonPayload(ReadOnlyMemory<byte> json)
    {
        _json = json;
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    public bool WasBegun { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        WasBegun = true;
        await stream.WriteAsync(_json, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _json.Length;
        return true;
    }
}
