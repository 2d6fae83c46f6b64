using Billing.Core.Apps;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

namespace Billing.Functions.Health;

/// <summary>Asks each dependency, for a short time only.</summary>
internal sealed class HealthChecks(
    ITransactionStore transactions, IDeadLetterStore deadLetters, ILowCodeApps apps, ICreditProviders providers, LifecycleSettings settings, TimeProvider time)
{
    public const string Ok = "ok";
    private const string Degraded = "degraded";
    private const int MostCounted = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthView> RunAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        int? overdue = null;
        int? letters = null;
        var checks = new List<CheckView>
        {
            await CheckAsync("storage", async () =>
            {
                overdue = await OverdueAsync(both.Token);
                letters = (await deadLetters.ListAsync(null, MostCounted, both.Token)).Items.Count(letter => letter.ReplayedAt is null);
                return [];
            }),
        };
        var forms = apps.Keys.Select(key => CheckAsync($"app:{key.Value}", () =>
            apps.TryGet(key, out var app) ? app.CheckFormAsync(both.Token) : Task.FromResult<IReadOnlyList<string>>(["not configured"])));
        checks.AddRange(await Task.WhenAll(forms));
        checks.AddRange(Providers().Select(provider => new CheckView($"provider:{provider.Name}", provider.IsReachable, provider.IsReachable ? [] : ["circuit_open"])));
        return new HealthView(checks.TrueForAll(check => check.Ok) ? Ok : Degraded, checks, overdue, letters);
    }

    // Nothing is sent to a provider for this: what the last calls came to is known.
    private IEnumerable<ICreditProvider> Providers() =>
        apps.Keys.Select(key => providers.TryGet(key, out var provider) ? provider : null).OfType<ICreditProvider>().DistinctBy(provider => provider.Name);

    private async Task<int> OverdueAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in transactions.FindDueAsync(time.GetUtcNow() - settings.WatchdogGrace, cancellationToken))
        {
            if (++count >= MostCounted)
            {
                break;
            }
        }

        return count;
    }

    private static async Task<CheckView> CheckAsync(string name, Func<Task<IReadOnlyList<string>>> check)
    {
        try
        {
            var faults = await check();
            return new CheckView(name, faults.Count == 0, faults);
        }
        catch (LowCodeAppException fault)
        {
            return new CheckView(name, false, [fault.Code]);
        }
        catch (OperationCanceledException)
        {
            return new CheckView(name, false, ["no answer in time"]);
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or Azure.RequestFailedException)
        {
            return new CheckView(name, false, [fault.GetType().Name]); // messages can hold addresses
        }
    }
}
