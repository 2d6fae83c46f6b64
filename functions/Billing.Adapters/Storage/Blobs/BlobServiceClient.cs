namespace Billing.Adapters.Storage.Blobs;

/// <summary>The containers of one storage account.</summary>
internal sealed class BlobServiceClient(StorageConnection connection, BlobClientOptions options)
{
    private readonly BlobRest _rest = new(connection, options);

    public Uri Uri => _rest.Endpoint;

    public BlobContainerClient GetBlobContainerClient(string blobContainerName)
    {
        BlobNames.CheckContainer(blobContainerName);
        return new BlobContainerClient(_rest, blobContainerName);
    }
}
