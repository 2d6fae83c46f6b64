using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>The contract on Azurite.</summary>
public sealed class AzuriteTableTests : TableContract
{
    private protected override Task<TableServiceClient> ConnectAsync() => AzuriteConnection.TablesAsync();
}
