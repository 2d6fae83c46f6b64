using Billing.Adapters.Storage.Contracts;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Access;
using Billing.Functions.Contracts;
using Billing.Functions.Customers;

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

        // The billing run reports a run day that is none; here it only decides what a completion warns about.
        var runDay = RunDay.TryParse(configuration["Billing:RunDay"], out var set) ? set : RunDay.Default;
        services.AddSingleton(provider => new OrderCommands(provider.GetRequiredService<ContractRequests>(), provider.GetRequiredService<ContractStore>(), runDay));
        return services;
    }
}
