namespace Billing.Adapters.Storage.Blobs;

internal sealed class BlobUploadOptions
{
    public IDictionary<string, string>? Metadata { get; set; }

    public BlobHttpHeaders? HttpHeaders { get; set; }

    /// <summary>Without conditions what is there is overwritten.</summary>
    public BlobRequestConditions? Conditions { get; set; }
}
