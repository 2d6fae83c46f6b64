using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Tables;

using Testing;

namespace Billing.Adapters.Tests.Storage;

/// <summary>The connection of the test process's Azurite, read from its connection string as the app reads it.</summary>
internal static class AzuriteConnection
{
    public static async Task<StorageConnection> OpenAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        return StorageConnectionString.TryParse(azurite.ConnectionString, out var connection, out var fault)
            ? connection
            : throw new InvalidOperationException($"Azurite's connection string {fault}.");
    }

    public static async Task<TableServiceClient> TablesAsync() => new(await OpenAsync(), new TableClientOptions(TimeProvider.System));
}
