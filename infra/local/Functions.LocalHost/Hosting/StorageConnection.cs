namespace Functions.LocalHost.Hosting;

/// <summary>One storage account by shared key.</summary>
/// <param name="AccountName">For example <c>devstoreaccount1</c>.</param>
/// <param name="AccountKey">Base64.</param>
/// <param name="BlobEndpoint">With the account name as first path segment, without a slash at the end.</param>
/// <param name="QueueEndpoint">Like <paramref name="BlobEndpoint"/>.</param>
/// <param name="TableEndpoint">Like <paramref name="BlobEndpoint"/>.</param>
internal sealed record StorageConnection(string AccountName, string AccountKey, Uri BlobEndpoint, Uri QueueEndpoint, Uri TableEndpoint)
{
    /// <summary>What the app gets as <c>AzureWebJobsStorage</c>.</summary>
    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};" +
        $"BlobEndpoint={BlobEndpoint};QueueEndpoint={QueueEndpoint};TableEndpoint={TableEndpoint};";

    /// <summary>Keeps the key out of logs.</summary>
    public override string ToString() => $"{AccountName} at {BlobEndpoint}";
}
