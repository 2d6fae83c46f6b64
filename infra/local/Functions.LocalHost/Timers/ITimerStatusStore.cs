namespace Functions.LocalHost.Timers;

/// <summary>Keeps the status of monitored timers beyond the life of the host.</summary>
internal interface ITimerStatusStore
{
    /// <summary>The status of that function's timer, or null when it was never seen.</summary>
    Task<TimerStatus?> ReadAsync(string function, CancellationToken cancellationToken);

    Task WriteAsync(string function, TimerStatus status, CancellationToken cancellationToken);
}
