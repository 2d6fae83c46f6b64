using Azure;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>The version that a write left.</summary>
internal sealed record BlobInfo(ETag ETag)
{
    internal static Response<BlobInfo> Of(Response response) => Response.FromValue(new BlobInfo(response.Headers.ETag ?? default), response);
}
