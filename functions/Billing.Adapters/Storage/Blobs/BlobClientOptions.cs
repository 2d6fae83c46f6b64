using Billing.Adapters.Storage.Pipeline;

namespace Billing.Adapters.Storage.Blobs;

internal sealed class BlobClientOptions(TimeProvider time) : StorageClientOptions(time)
{
    public const string ServiceVersion = "2021-12-02";
}
