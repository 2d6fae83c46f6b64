namespace Billing.Adapters.Storage.Blobs;

/// <summary>
/// Reads a download forward. When its connection breaks or ends early, the rest is opened anew; three breaks without a byte between them
/// are a failure.
/// </summary>
/// <param name="length">How many bytes there are to come in all.</param>
/// <param name="reopen">Opens the content from the given number of bytes on.</param>
internal sealed class BlobReadStream(Stream first, long length, Func<long, CancellationToken, Task<Stream>> reopen) : Stream
{
    private const int MaxBreaks = 3;

    private Stream _content = first;
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException("A download is read forward only.");
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (var breaks = 0; ; breaks++)
        {
            try
            {
                var count = await _content.ReadAsync(buffer, cancellationToken);
                _read += count;
                if (count > 0 || _read >= length || buffer.IsEmpty)
                {
                    return count;
                }

                ThrowAfterMax(breaks, null);
            }
            catch (IOException broken)
            {
                ThrowAfterMax(breaks, broken);
            }

            await _content.DisposeAsync();
            _content = await reopen(_read, cancellationToken);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A download is read asynchronously only.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A download is read forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("A download is read only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("A download is read only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ThrowAfterMax(int breaks, IOException? broken)
    {
        if (breaks == MaxBreaks)
        {
            throw new IOException($"The download broke {MaxBreaks + 1} times after {_read} of {length} bytes.", broken);
        }
    }
}
