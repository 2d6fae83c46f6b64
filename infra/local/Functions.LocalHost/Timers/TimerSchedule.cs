using System.Globalization;

namespace Functions.LocalHost.Timers;

/// <summary>When a timer fires: a cron expression in a time zone, or a fixed time span (functions-custom-handler §6.1).</summary>
internal abstract class TimerSchedule
{
    private protected TimerSchedule()
    {
    }

    /// <summary>What the app is told of the schedule: only a cron expression is bound to a wall clock.</summary>
    public abstract bool AdjustForDst { get; }

    /// <summary>The first occurrence strictly after a moment, in UTC; null when none comes.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>Whether the schedule monitor makes sense: not when it fires more than once within the minute after <paramref name="now"/>.</summary>
    public abstract bool CanBeMonitored(DateTimeOffset now);

    /// <param name="expression">With settings already filled in.</param>
    /// <param name="zone">Whose wall clock a cron expression means.</param>
    /// <exception cref="FormatException">It is neither; the message is that of the real host.</exception>
    public static TimerSchedule Parse(string expression, TimeZoneInfo zone)
    {
        if (CronExpression.TryParse(expression) is { } cron)
        {
            return new CronSchedule(cron, zone);
        }

        // "24:00:00" is 24 days and "5" five: that is how time spans are read there.
        return TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var every) && every > TimeSpan.Zero
            ? new ConstantSchedule(every)
            : throw new FormatException($"The schedule expression '{expression}' was not recognized as a valid cron expression or timespan string.");
    }
}
