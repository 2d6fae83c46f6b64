namespace Billing.Adapters.Storage.Blobs;

internal sealed class BlobHttpHeaders
{
    public string? ContentType { get; set; }
}
