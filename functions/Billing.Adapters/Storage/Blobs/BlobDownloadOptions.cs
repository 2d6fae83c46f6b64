using Azure;

namespace Billing.Adapters.Storage.Blobs;

internal sealed class BlobDownloadOptions
{
    /// <summary>The part that is wanted; everything when left out.</summary>
    public HttpRange Range { get; set; }

    public BlobRequestConditions? Conditions { get; set; }
}
