using Billing.Adapters.Http;
using Billing.Adapters.Kintone;
using Billing.Adapters.Providers;
using Billing.Adapters.Providers.NpAtobarai;
using Billing.Core.Apps;
using Billing.Core.Transactions.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Apps;

/// <summary>Registers the configured low-code apps and providers. Nothing is connected to before its first use.</summary>
public static class ConnectorServices
{
    /// <summary>Every fault in the sections <c>Apps</c> and <c>Providers</c>, each with the setting's name. Empty = they can work.</summary>
    public static IReadOnlyList<string> ValidateSettings(IConfiguration configuration)
    {
        List<string> faults = [];
        ProviderSettingsReader.Read(configuration, faults);
        AppSettingsReader.Read(configuration, ProviderSettingsReader.Names(configuration), faults);
        return faults;
    }

    /// <summary>Adds <see cref="ILowCodeApps"/>. Its creation fails when the settings do; see <see cref="ValidateSettings"/>.</summary>
    public static IServiceCollection AddLowCodeApps(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ILowCodeApps>(provider => CreateApps(
            configuration, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
    }

    /// <summary>Adds <see cref="ICreditProviders"/>.</summary>
    public static IServiceCollection AddCreditProviders(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ICreditProviders>(provider => CreateProviders(
            configuration, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>()));
    }

    private static LowCodeApps CreateApps(IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    {
        List<string> faults = [];
        var settings = AppSettingsReader.Read(configuration, ProviderSettingsReader.Names(configuration), faults);
        ThrowIfAny(faults);
        var callers = new Dictionary<string, ServiceCaller>();
        return new LowCodeApps(settings.Select(app =>
        {
            // kintone counts concurrent requests for a whole domain (§3.3): apps of one host share a caller, with the limits of the first.
            if (!callers.TryGetValue(app.BaseUrl.Authority, out var caller))
            {
                callers[app.BaseUrl.Authority] = caller = new ServiceCaller(ServiceHttp.Create(app.Limits), app.Limits, time, KintoneErrors.Judge);
            }

            return new KintoneApp(app, caller, time, loggers.CreateLogger<KintoneApp>());
        }));
    }

    private static CreditProviders CreateProviders(IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
    {
        List<string> faults = [];
        var apps = AppSettingsReader.Read(configuration, ProviderSettingsReader.Names(configuration), faults);
        var providers = ProviderSettingsReader.Read(configuration, faults).ToDictionary(
            settings => settings.Name,
            ICreditProvider (settings) => new NpAirProvider(
                settings,
                new ServiceCaller(ServiceHttp.Create(settings.Limits), settings.Limits, time, NpAnswers.Judge),
                loggers.CreateLogger<NpAirProvider>()));
        ThrowIfAny(faults);
        return new CreditProviders(apps.ToDictionary(app => app.Key, app => providers[app.Provider]));
    }

    private static void ThrowIfAny(List<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
        }
    }
}
