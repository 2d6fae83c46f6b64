using Functions.LocalHost.Azurite;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>The storage of this run: an Azurite of its own, or one that outlives it.</summary>
internal sealed class HostStorage : IAsyncDisposable
{
    private readonly AzuriteProcess? _azurite;

    private HostStorage(AzuriteProcess? azurite, StorageConnection connection) => (_azurite, Connection) = (azurite, connection);

    public StorageConnection Connection { get; }

    /// <summary>Completes when the storage has ended; never for one that outlives the host.</summary>
    public Task Ended => _azurite?.Exited ?? Task.Delay(Timeout.InfiniteTimeSpan);

    /// <param name="data">Where its files go.</param>
    /// <param name="external">The one that outlives the host, or null.</param>
    /// <param name="package">The folder of Azurite's package.</param>
    public static async Task<HostStorage> OpenAsync(DataFolder data, StorageConnection? external, string package, CancellationToken cancellationToken)
    {
        if (external is not null)
        {
            return new HostStorage(null, external);
        }

        await AzuriteInstaller.EnsureAsync(package, HostConsole.Say, cancellationToken);
        var azurite = await AzuriteProcess.StartAsync(package, data.Azurite, cancellationToken);
        return new HostStorage(azurite, azurite.Connection);
    }

    public ValueTask DisposeAsync() => _azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
}
