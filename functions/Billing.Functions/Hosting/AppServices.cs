using Billing.Functions.DeadLetters;
using Billing.Functions.Health;
using Billing.Functions.Transactions;

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Billing.Functions.Hosting;

/// <summary>The use cases of the app; what they reach the world through is added by the adapters.</summary>
internal static class AppServices
{
    private const string CrashPointsSetting = "TestHooks:CrashPoints";

    /// <summary>Adds the use cases; each fault of their settings is added to the list.</summary>
    public static IServiceCollection AddLifecycle(this IServiceCollection services, IConfiguration configuration, ICollection<string> faults)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(LifecycleSettings.Read(configuration, faults));
        services.AddSingleton<ICrashPoints>(configuration[CrashPointsSetting] is { Length: > 0 } path ? new FileCrashPoints(path) : new NoCrashPoints());
        services.AddSingleton<IdSource>();
        services.AddSingleton<AppEventIntake>();
        services.AddSingleton<AppEventDeferral>();
        services.AddSingleton<DeadLetterKeeper>();
        services.AddSingleton<LifecycleStarter>();
        services.AddSingleton<LifecycleRows>();
        services.AddSingleton<ProviderCalls>();
        services.AddSingleton<EffectRunner>();
        services.AddSingleton<EffectSettler>();
        services.AddSingleton<ProviderPoller>();
        services.AddSingleton<CommandRunner>();
        services.AddSingleton<TransactionAdvancer>();
        services.AddSingleton<RecordWriter>();
        services.AddSingleton<Watchdog>();
        services.AddSingleton<HealthChecks>();
        return services;
    }
}
