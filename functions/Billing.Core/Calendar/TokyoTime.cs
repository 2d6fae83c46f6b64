namespace Billing.Core.Calendar;

/// <summary>The one place where instants become business dates. Japan is nine hours ahead of UTC and has no summer time.</summary>
public static class TokyoTime
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(9);

    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Ahead).DateTime);

    public static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(instant.ToOffset(Ahead).DateTime);

    /// <summary>The instant, in UTC, at which clocks in Tokyo show this date and time.</summary>
    public static DateTimeOffset At(DateOnly date, TimeOnly time) => new DateTimeOffset(date.ToDateTime(time), Ahead).ToUniversalTime();
}
