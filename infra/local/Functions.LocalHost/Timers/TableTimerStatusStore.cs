using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Timers;

/// <summary>In table <c>HostTimers</c>, one row for each function.</summary>
internal sealed class TableTimerStatusStore(ITableStore tables) : ITimerStatusStore
{
    private const string Table = "HostTimers";
    private const string Partition = "status";

    public Task CreateAsync(CancellationToken cancellationToken) => tables.CreateTableAsync(Table, cancellationToken);

    public async Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken) =>
        await tables.GetAsync(Table, Partition, Key(function), cancellationToken) is { } row
            ? new TimerStatus(row.Instant("Last"), row.Instant("Next"), row.Instant("LastUpdated") ?? DateTimeOffset.MinValue)
            : null;

    public Task WriteAsync(string function, TimerStatus status, CancellationToken cancellationToken)
    {
        var row = new TableRow(Partition, Key(function))
        {
            ["Last"] = status.Last,
            ["Next"] = status.Next,
            ["LastUpdated"] = status.LastUpdated,
        };
        return tables.WriteAsync(Table, TableWrite.InsertOrReplace(row), cancellationToken);
    }

    // Names of functions are compared ignoring case.
    private static string Key(string function) => function.ToLowerInvariant();
}
