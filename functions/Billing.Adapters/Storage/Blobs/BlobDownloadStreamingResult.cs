namespace Billing.Adapters.Storage.Blobs;

/// <summary>A download under way. Dispose it, read to the end or not.</summary>
internal sealed class BlobDownloadStreamingResult(Stream content, BlobProperties details) : IDisposable
{
    public Stream Content { get; } = content;

    public BlobProperties Details { get; } = details;

    public void Dispose() => Content.Dispose();
}
