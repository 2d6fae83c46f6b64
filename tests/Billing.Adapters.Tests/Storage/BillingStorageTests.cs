using Billing.Adapters.ServiceBus;
using Billing.Adapters.Storage;
using Billing.Core.Transactions.Ports;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

using Testing;

namespace Billing.Adapters.Tests.Storage;

public sealed class BillingStorageTests
{
    [Fact]
    public async Task AddBillingStorage_WithAConnectionString_GivesWorkingStores()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var configuration = Settings(
            ("AzureWebJobsStorage", azurite.ConnectionString),
            ("Bus", "Endpoint=sb://127.0.0.1:5672;SharedAccessKeyName=app;SharedAccessKey=k;UseDevelopmentEmulator=true"));
        Assert.Empty(configuration.CheckBillingStorage());
        await using var services = new ServiceCollection().AddBillingStorage(configuration).BuildServiceProvider(validateScopes: true);

        await services.GetRequiredService<BillingStorage>().EnsureTablesAsync();
        await services.GetRequiredService<BillingStorage>().EnsureTablesAsync(); // as a second instance does
        await services.GetRequiredService<BillingStorage>().ProbeAsync();

        Assert.Null(await services.GetRequiredService<IDeadLetterStore>().ReadAsync("missing", CancellationToken.None));
        Assert.NotNull(services.GetRequiredService<ITransactionStore>());
        Assert.IsType<ServiceBusSender>(services.GetRequiredService<IMessageSender>());
        Assert.Same(services.GetRequiredService<UlidGenerator>(), services.GetRequiredService<UlidGenerator>());
    }

    [Fact]
    public void Read_AccountName_DerivesTheAddresses()
    {
        Assert.Empty(StorageSettings.Read(Settings(("AzureWebJobsStorage:accountName", "acc")), "AzureWebJobsStorage", out var connection));

        Assert.Equal(
            ("https://acc.table.core.windows.net/", "https://acc.blob.core.windows.net/", "acc"),
            (connection!.TableEndpoint.AbsoluteUri, connection.BlobEndpoint.AbsoluteUri, connection.AccountName));
        Assert.NotNull(connection.Credential);
        Assert.Null(connection.AccountKey);
    }

    [Fact]
    public void Read_ServiceAddressesWithUserAssignedIdentity_AreTaken()
    {
        var settings = Settings(
            ("AzureWebJobsStorage:tableServiceUri", "https://acc.table.core.windows.net"),
            ("AzureWebJobsStorage:blobServiceUri", "https://acc.blob.core.windows.net/"),
            ("AzureWebJobsStorage:credential", "managedidentity"),
            ("AzureWebJobsStorage:clientId", "0f8fad5b-d9cb-469f-a165-70867728950e"));

        Assert.Empty(StorageSettings.Read(settings, "AzureWebJobsStorage", out var connection));

        Assert.Equal("acc", connection!.AccountName);
        Assert.IsType<Azure.Identity.ManagedIdentityCredential>(connection.Credential);
    }

    [Fact]
    public void CheckBillingStorage_NothingOrNonsense_NamesEveryFault()
    {
        var nothing = Settings().CheckBillingStorage();
        var nonsense = Settings(
            ("AzureWebJobsStorage:tableServiceUri", "nowhere"),
            ("AzureWebJobsStorage:blobServiceUri", "https://acc.blob.core.windows.net"),
            ("AzureWebJobsStorage:credential", "password"),
            ("Bus", "x")).CheckBillingStorage();

        Assert.Contains(nothing, fault => fault.Contains("AzureWebJobsStorage__accountName", StringComparison.Ordinal));
        Assert.Contains(nothing, fault => fault.StartsWith("Bus:", StringComparison.Ordinal));
        Assert.Equal(3, nonsense.Count);
        Assert.Contains(nonsense, fault => fault.StartsWith("AzureWebJobsStorage__tableServiceUri:", StringComparison.Ordinal));
        Assert.Contains(nonsense, fault => fault.StartsWith("AzureWebJobsStorage__credential:", StringComparison.Ordinal));
    }

    private static IConfiguration Settings(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build();
}
