namespace Functions.LocalHost.Timers;

/// <summary>
/// Decides at a start whether a run was missed, from the status that was kept (functions-custom-handler §6.1). Pure.
/// </summary>
internal static class TimerMonitor
{
    /// <param name="schedule">As it is now.</param>
    /// <param name="kept">What was kept, or null.</param>
    /// <param name="now">The moment of the start.</param>
    /// <returns>The status to go on with (to be kept when it differs), and whether an occurrence has been missed.</returns>
    public static (TimerStatus Status, bool IsPastDue) Check(TimerSchedule schedule, TimerStatus? kept, DateTimeOffset now)
    {
        if (kept is null)
        {
            return (new TimerStatus(null, schedule.Next(now), now), false);
        }

        // A schedule that has been changed since begins afresh: what the new one would have missed is not made up for.
        return schedule.Next(kept.Last ?? kept.LastUpdated) == kept.Next
            ? (kept, now > kept.Next)
            : (new TimerStatus(null, schedule.Next(now), now), false);
    }

    /// <summary>The status after a run.</summary>
    public static TimerStatus AfterRun(TimerSchedule schedule, DateTimeOffset ran) => new(ran, schedule.Next(ran), ran);
}
