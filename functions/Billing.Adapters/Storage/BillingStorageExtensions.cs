using Billing.Adapters.ServiceBus;
using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.DeadLetters;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Adapters.Storage.Tables;
using Billing.Adapters.Storage.Transactions;
using Billing.Core.Transactions.Ports;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Billing.Adapters.Storage;

/// <summary>Registers storage and the queue sender from the settings <c>AzureWebJobsStorage</c> and <c>Bus</c>.</summary>
public static class BillingStorageExtensions
{
    /// <summary>Each thing that is wrong with the settings, by name and without values; empty = <see cref="AddBillingStorage"/> works.</summary>
    public static IReadOnlyList<string> CheckBillingStorage(this IConfiguration configuration) =>
    [
        .. StorageSettings.Read(configuration, StorageSettings.DefaultName, out _),
        .. ServiceBusSettings.Read(configuration, ServiceBusSettings.DefaultName, out _),
    ];

    /// <summary>
    /// Adds <see cref="ITransactionStore"/>, <see cref="IDeadLetterStore"/>, <see cref="IMessageSender"/>, <see cref="BillingStorage"/> and
    /// <see cref="UlidGenerator"/>, and the tables of contract billing (<see cref="DocumentTables"/>), each once for the process. Nothing is connected before first use.
    /// </summary>
    public static IServiceCollection AddBillingStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<UlidGenerator>();
        services.AddSingleton(provider => new TableServiceClient(Connection(configuration), new TableClientOptions(Time(provider))));
        services.AddSingleton(provider => new BillingStorage(provider.GetRequiredService<TableServiceClient>()));
        services.AddSingleton<ITransactionStore>(provider => new TransactionStore(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<UlidGenerator>(), Time(provider)));
        services.AddSingleton<IDeadLetterStore>(provider => new DeadLetterStore(provider.GetRequiredService<TableServiceClient>()));
        services.AddSingleton(provider => new DocumentTables(provider.GetRequiredService<TableServiceClient>()));
        services.AddSingleton<CatalogueStore>();
        services.AddSingleton<SupplierStore>();
        services.AddSingleton<CustomerStore>();
        services.AddSingleton<CustomerAccounts>();
        services.AddSingleton(provider => new BilledCustomers(provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<DocumentTables>()));
        services.AddSingleton(provider => new InvoiceIndex(provider.GetRequiredService<TableServiceClient>()));
        services.AddSingleton<InvoiceLists>();
        services.AddSingleton(provider => new BillingStore(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<DocumentTables>(), provider.GetRequiredService<UlidGenerator>()));
        services.AddSingleton(provider => new BillingRunStore(
            provider.GetRequiredService<TableServiceClient>(), provider.GetRequiredService<DocumentTables>(), provider.GetRequiredService<UlidGenerator>()));
        services.AddSingleton<ContractStore>();
        services.AddSingleton<ContractOwners>();
        services.AddSingleton<OpenOrders>();
        services.AddSingleton<ScheduledSales>();
        services.AddSingleton<BilledMonths>();
        services.AddSingleton<IMessageSender>(provider => new ServiceBusSender(Bus(configuration), Time(provider)));
        return services;
    }

    /// <summary>The tables without the services: what a start can make ready while the rest is put together.</summary>
    /// <exception cref="InvalidOperationException">The settings are wrong; <see cref="CheckBillingStorage"/> says what.</exception>
    public static BillingStorage OpenBillingStorage(this IConfiguration configuration, TimeProvider time) =>
        new(new TableServiceClient(Connection(configuration), new TableClientOptions(time)));

    private static TimeProvider Time(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static StorageConnection Connection(IConfiguration configuration)
    {
        var faults = StorageSettings.Read(configuration, StorageSettings.DefaultName, out var connection);
        return connection ?? throw new InvalidOperationException(string.Join(' ', faults));
    }

    private static ServiceBusConnection Bus(IConfiguration configuration)
    {
        var faults = ServiceBusSettings.Read(configuration, ServiceBusSettings.DefaultName, out var connection);
        return connection ?? throw new InvalidOperationException(string.Join(' ', faults));
    }
}
