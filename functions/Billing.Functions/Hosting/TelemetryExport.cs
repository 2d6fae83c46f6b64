namespace Billing.Functions.Hosting;

/// <summary>Keeps the exporters alive while the app runs, and flushes them when it stops.</summary>
internal sealed class TelemetryExport(params IDisposable[] providers) : IHostedService, IDisposable
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var provider in providers)
        {
            provider.Dispose();
        }
    }
}
