using System.Collections.Concurrent;

using Functions.LocalHost.Azurite;

namespace Testing;

/// <summary>
/// A real Azurite in memory on free ports, one for each test process and shared by its tests: use names of your own for tables and containers
/// (<see cref="UniqueName"/>). Installed on first use.
/// </summary>
public sealed class AzuriteFixture : IAsyncDisposable
{
    private static readonly Lazy<Task<AzuriteFixture>> Shared = new(StartNewAsync);
    private static readonly ConcurrentBag<AzuriteFixture> Idle = [];
    private static int NameCount;
    private readonly AzuriteProcess _process;

    private AzuriteFixture(AzuriteProcess process) => _process = process;

    public string ConnectionString => _process.Connection.ConnectionString;

    public string AccountName => _process.Connection.AccountName;

    public string AccountKey => _process.Connection.AccountKey;

    /// <summary>With the account name as its path, without a slash at the end.</summary>
    public Uri Blob => _process.Connection.BlobEndpoint;

    public Uri Queue => _process.Connection.QueueEndpoint;

    public Uri Table => _process.Connection.TableEndpoint;

    /// <summary>The one Azurite of this test process. It ends with the process.</summary>
    public static Task<AzuriteFixture> StartAsync() => Shared.Value;

    /// <summary>
    /// An Azurite that is the caller's alone until it gives it back (<see cref="DisposeAsync"/>), without tables: for what looks at everything that a store holds.
    /// </summary>
    public static async Task<AzuriteFixture> RentAsync()
    {
        var fixture = Idle.TryTake(out var idle) ? idle : await StartNewAsync();
        using var tables = new AzuriteTables(fixture.Table, fixture.AccountName, fixture.AccountKey);
        await tables.DeleteAllAsync();
        return fixture;
    }

    /// <summary>Gives a rented one back; the processes end with the tests.</summary>
    public ValueTask DisposeAsync()
    {
        Idle.Add(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A name that no other test of this process uses, valid for tables and containers: lower-case letters and digits.</summary>
    public static string UniqueName(string prefix = "t") => $"{prefix}{Environment.ProcessId}x{Interlocked.Increment(ref NameCount)}";

    private static async Task<AzuriteFixture> StartNewAsync()
    {
        var folder = Path.Combine(Repository.Root, "infra", "local", "azurite");
        await AzuriteInstaller.EnsureAsync(folder, Console.WriteLine, CancellationToken.None);
        return new AzuriteFixture(await AzuriteProcess.StartAsync(folder, data: null, CancellationToken.None));
    }
}
