namespace Functions.LocalHost.Timers;

/// <summary>Log messages of timers, ids 150 to 169.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(EventId = 150, Message = "Timer {Function}: next run at {Next:O}.")]
    public static partial void TimerSet(this ILogger logger, LogLevel level, string function, DateTimeOffset next);

    [LoggerMessage(151, LogLevel.Information, "Timer {Function}: a run was missed; it runs now.")]
    public static partial void TimerPastDue(this ILogger logger, string function);

    [LoggerMessage(152, LogLevel.Error, "Timer {Function} failed: {Failure}")]
    public static partial void TimerFailed(this ILogger logger, string function, string failure);

    [LoggerMessage(153, LogLevel.Warning, "Timer {Function}: its schedule has no further occurrence.")]
    public static partial void TimerEnds(this ILogger logger, string function);

    [LoggerMessage(154, LogLevel.Error, "Timer {Function}: its status cannot be kept; a run that is missed from now on would go unnoticed.")]
    public static partial void TimerStatusNotKept(this ILogger logger, string function, Exception exception);

    [LoggerMessage(155, LogLevel.Error, "Timer {Function}: the host met a fault of its own when it ran it.")]
    public static partial void TimerFault(this ILogger logger, string function, Exception exception);
}
