using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Tests.Storage.Tables;

/// <summary>The contract on Azurite.</summary>
public sealed class AzuriteTableTests : TableContract
{
    [Fact]
    public async Task AnyCall_NobodyAnswers_FailsWithStatusZero()
    {
        var nowhere = await LocalServer.StartAsync(_ => Task.CompletedTask);
        await nowhere.DisposeAsync();
        var connection = (await AzuriteConnection.OpenAsync()) with { TableEndpoint = nowhere.Address };
        var table = new TableServiceClient(connection, new TableClientOptions(TimeProvider.System)).GetTableClient("Transactions");

        var failure = await Assert.ThrowsAsync<Azure.RequestFailedException>(() => table.AddEntityAsync(Row("p", "r")));

        Assert.Equal((0, null), (failure.Status, failure.ErrorCode));
    }

    private protected override Task<TableServiceClient> ConnectAsync() => AzuriteConnection.TablesAsync();
}
