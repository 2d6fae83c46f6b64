using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>One container. Refusals are <see cref="RequestFailedException"/> with the service's code.</summary>
internal sealed class BlobContainerClient
{
    private readonly BlobRest _rest;

    internal BlobContainerClient(BlobRest rest, string name) => (_rest, Name) = (rest, name);

    public string Name { get; }

    public BlobClient GetBlobClient(string blobName) => new(_rest, Name, blobName);

    /// <returns>False when it was there already.</returns>
    public async Task<bool> CreateIfNotExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _rest.SendAsync(ContainerMessage(RequestMethod.Put), cancellationToken, 201);
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.ContainerAlreadyExists)
        {
            return false;
        }
    }

    /// <returns>False when there was none.</returns>
    public async Task<bool> DeleteIfExistsAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _rest.SendAsync(ContainerMessage(RequestMethod.Delete), cancellationToken, 202);
            return true;
        }
        catch (RequestFailedException refused) when (refused.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return false;
        }
    }

    /// <summary>Blobs by name, with their metadata.</summary>
    /// <param name="prefix">What their names begin with; null = all.</param>
    public AsyncPageable<BlobItem> GetBlobsAsync(string? prefix = null, CancellationToken cancellationToken = default) =>
        new BlobListing(_rest, Name, prefix, cancellationToken);

    private HttpMessage ContainerMessage(RequestMethod method)
    {
        var message = _rest.Message(method, Name);
        message.Request.Uri.AppendQuery("restype", "container");
        return message;
    }
}
