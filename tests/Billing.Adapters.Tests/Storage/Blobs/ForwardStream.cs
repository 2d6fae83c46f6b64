namespace Billing.Adapters.Tests.Storage.Blobs;

/// <summary>A content that can only be read forward, in small and uneven pieces, like a request's body.</summary>
internal sealed class ForwardStream(byte[] content) : MemoryStream(content)
{
    private int _reads;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + (++_reads * 7919 % 200_000))], cancellationToken);
}
