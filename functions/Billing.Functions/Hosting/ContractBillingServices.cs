using Billing.Functions.Access;
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
        return services;
    }
}
