using Billing.Adapters.Storage.Contracts;
using Billing.Functions.Access;
using Billing.Functions.Contracts;
using Billing.Functions.Customers;
using Billing.Functions.Invoicing;

namespace Billing.Functions.Hosting;

/// <summary>The use cases of contract billing (issue 3): products, customers, contracts, invoices.</summary>
internal static class ContractBillingServices
{
    /// <summary>Adds them; each fault of their settings is added to the list.</summary>
    public static IServiceCollection AddContractBilling(this IServiceCollection services, IConfiguration configuration, ICollection<string> faults)
    {
        services.AddSingleton(AccessSettings.Read(configuration, faults));
        services.AddSingleton<CallerReader>();
        services.AddSingleton<ApiRequests>();
        services.AddSingleton<CustomerChanges>();
        services.AddSingleton<ContractRequests>();
        services.AddSingleton<OrderPlacement>();
        var settings = BillingSettings.Read(configuration, faults);
        services.AddSingleton(settings);
        services.AddSingleton(provider => new OrderCommands(
            provider.GetRequiredService<ContractRequests>(), provider.GetRequiredService<ContractStore>(), settings.RunDay));
        services.AddSingleton<BillingRunAdvancer>();
        services.AddSingleton<BillingRunRequests>();
        services.AddSingleton<BillingRunStarter>();
        services.AddSingleton<BillingRunWatchdog>();
        services.AddSingleton<PageBiller>();
        services.AddSingleton<PageConfirmer>();
        return services;
    }
}
