using Functions.LocalHost.Hosting;
using Functions.LocalHost.Storage;
using Functions.LocalHost.Timers;

using Testing;

namespace Functions.LocalHost.Tests.Timers;

/// <summary>What is left of a timer when its host is gone: each test reads with another store than the one that wrote.</summary>
public sealed class TableTimerStatusStoreTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public async Task Read_ATimerThatIsNew_IsNothing() => Assert.Null(await (await StoreAsync()).ReadAsync("never", CancellationToken.None));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Read_AfterWrite_IsTheSameWhateverTheNamesCase(bool hasRun, bool goesOn)
    {
        var function = $"Tick{Guid.CreateVersion7():N}";
        var status = new TimerStatus(hasRun ? Start : null, goesOn ? Start.AddHours(1) : null, Start.AddTicks(1));
        await (await StoreAsync()).WriteAsync(function, status with { LastUpdated = Start.AddDays(-1) }, CancellationToken.None);
        await (await StoreAsync()).WriteAsync(function, status, CancellationToken.None);

        Assert.Equal(status, await (await StoreAsync()).ReadAsync(function.ToUpperInvariant(), CancellationToken.None));
    }

    [Fact]
    public async Task Check_TheNextHostStartsAfterTheNextTime_IsPastDue()
    {
        var function = $"tick{Guid.CreateVersion7():N}";
        var schedule = TimerSchedule.Parse("0 */5 * * * *", TimeZoneInfo.Utc);
        var (begun, _) = TimerMonitor.Check(schedule, null, Start);
        await (await StoreAsync()).WriteAsync(function, begun, CancellationToken.None);

        var kept = await (await StoreAsync()).ReadAsync(function, CancellationToken.None);

        Assert.False(TimerMonitor.Check(schedule, kept, Start.AddSeconds(10)).IsPastDue);
        Assert.True(TimerMonitor.Check(schedule, kept, Start.AddMinutes(10)).IsPastDue);
    }

    private static async Task<TableTimerStatusStore> StoreAsync()
    {
        var azurite = await AzuriteFixture.StartAsync();
        var store = new TableTimerStatusStore(new TableStore(
            new StorageConnection(azurite.AccountName, azurite.AccountKey, azurite.Blob, azurite.Queue, azurite.Table), TimeProvider.System));
        await store.CreateAsync(CancellationToken.None);
        return store;
    }
}
