using Azure.Core;

namespace Billing.Adapters.Storage;

/// <summary>
/// One storage account: where its services are, and either a shared key or a credential. <see cref="ToString"/> keeps secrets out of logs.
/// </summary>
internal sealed record StorageConnection
{
    /// <summary>The tenant-independent scope of both services.</summary>
    public const string Scope = "https://storage.azure.com/.default";

    public required string AccountName { get; init; }

    /// <summary>Without a slash at the end; with the account name as its path where the service is addressed by path (Azurite).</summary>
    public required Uri TableEndpoint { get; init; }

    /// <summary>Like <see cref="TableEndpoint"/>.</summary>
    public required Uri BlobEndpoint { get; init; }

    /// <summary>Null exactly when <see cref="Credential"/> is not.</summary>
    public byte[]? AccountKey { get; init; }

    public TokenCredential? Credential { get; init; }

    public override string ToString() => $"{AccountName} at {TableEndpoint} by {(AccountKey is null ? "identity" : "shared key")}";
}
