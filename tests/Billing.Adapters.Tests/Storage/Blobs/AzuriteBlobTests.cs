using Billing.Adapters.Storage.Blobs;

namespace Billing.Adapters.Tests.Storage.Blobs;

/// <summary>The contract on Azurite.</summary>
public sealed class AzuriteBlobTests : BlobContract
{
    private protected override async Task<BlobServiceClient> ConnectAsync() =>
        new(await AzuriteConnection.OpenAsync(), new BlobClientOptions(TimeProvider.System));
}
