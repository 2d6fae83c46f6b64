using Azure.Core;
using Azure.Identity;

using Microsoft.Extensions.Configuration;

namespace Billing.Adapters.Storage;

/// <summary>
/// Reads a connection from the settings as the Functions host names them: <c>{name}</c> = a connection string, or the identity group
/// <c>{name}__accountName</c> | <c>{name}__tableServiceUri</c> and <c>{name}__blobServiceUri</c>, with <c>{name}__credential</c> =
/// <c>managedidentity</c> and <c>{name}__clientId</c> for a user-assigned identity (functions-custom-handler §2).
/// </summary>
internal static class StorageSettings
{
    public const string DefaultName = "AzureWebJobsStorage";

    /// <param name="connection">Null exactly when there are faults.</param>
    /// <returns>What is wrong, each fault naming its setting and never its value.</returns>
    public static IReadOnlyList<string> Read(IConfiguration configuration, string name, out StorageConnection? connection)
    {
        connection = null;
        var section = configuration.GetSection(name);
        if (section.Value is { Length: > 0 } text)
        {
            return StorageConnectionString.TryParse(text, out connection, out var fault) ? [] : [$"{name}: the connection string {fault}."];
        }

        var faults = new List<string>();
        var account = section["accountName"];
        var table = Endpoint(section, "tableServiceUri", account, "table", faults);
        var blob = Endpoint(section, "blobServiceUri", account, "blob", faults);
        if (section["credential"] is { Length: > 0 } kind && !kind.Equals("managedidentity", StringComparison.OrdinalIgnoreCase))
        {
            faults.Add($"{name}__credential: only 'managedidentity' is known; leave it out for the default credential.");
        }

        if (faults.Count == 0)
        {
            connection = new StorageConnection
            {
                AccountName = account ?? table!.Host.Split('.')[0],
                TableEndpoint = table!,
                BlobEndpoint = blob!,
                Credential = Credential(section),
            };
        }

        return faults;
    }

    /// <summary>The credential of an identity group, for storage and Service Bus alike.</summary>
    public static TokenCredential Credential(IConfigurationSection section)
    {
        var clientId = section["clientId"] is { Length: > 0 } id ? id : null;
        if (section["credential"] is not { Length: > 0 })
        {
            return new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = clientId });
        }

        return new ManagedIdentityCredential(
            clientId is null ? ManagedIdentityId.SystemAssigned : ManagedIdentityId.FromUserAssignedClientId(clientId));
    }

    private static Uri? Endpoint(IConfigurationSection section, string key, string? account, string service, List<string> faults)
    {
        if (section[key] is { Length: > 0 } text)
        {
            if (StorageEndpoint.TryParse(text, out var own))
            {
                return own;
            }

            faults.Add($"{section.Path}__{key}: an http or https address was expected.");
        }
        else if (account is { Length: > 0 } && StorageEndpoint.TryParse($"https://{account}.{service}.core.windows.net", out var derived))
        {
            return derived;
        }
        else
        {
            faults.Add($"{section.Path}: neither a connection string, nor {section.Path}__accountName, nor {section.Path}__{key} is set.");
        }

        return null;
    }
}
