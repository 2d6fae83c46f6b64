namespace Functions.LocalHost.Timers;

/// <summary>
/// An NCRONTAB expression <c>{second} {minute} {hour} {day} {month} {day-of-week}</c>, or five fields without the second, on wall-clock time.
/// Day and weekday must both match.
/// </summary>
internal sealed class CronExpression
{
    // The calendar repeats after 400 years, weekdays included: what does not come by then never comes (30 February).
    private const int YearsUntilTheCalendarRepeats = 400;

    private static readonly string[] Months =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ];

    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    private readonly CronField _second;
    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _weekday;

    private CronExpression(IReadOnlyList<CronField> fields, bool isInterval)
    {
        (_second, _minute, _hour, _day, _month, _weekday) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        IsInterval = isInterval;
    }

    /// <summary>Whether it recurs within the day (a <c>*</c>, range or step in second, minute or hour) rather than naming points of the day.</summary>
    public bool IsInterval { get; }

    /// <summary>The expression, or null when the text is none.</summary>
    public static CronExpression? TryParse(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 5)
        {
            parts = ["0", .. parts];
        }

        if (parts.Length != 6)
        {
            return null;
        }

        CronField?[] fields =
        [
            CronField.TryParse(parts[0], 0, 59),
            CronField.TryParse(parts[1], 0, 59),
            CronField.TryParse(parts[2], 0, 23),
            CronField.TryParse(parts[3], 1, 31),
            CronField.TryParse(parts[4], 1, 12, Months),
            CronField.TryParse(parts[5], 0, 6, Days),
        ];
        return fields.Contains(null) ? null : new CronExpression(fields!, parts[..3].Any(part => part.IndexOfAny(['*', '-', '/']) >= 0));
    }

    /// <summary>The first matching whole second strictly after a wall-clock time, or null when none comes.</summary>
    public DateTime? Next(DateTime after)
    {
        if (after > DateTime.MaxValue.AddSeconds(-2))
        {
            return null;
        }

        var start = new DateTime(after.Year, after.Month, after.Day, after.Hour, after.Minute, after.Second, after.Kind).AddSeconds(1);
        if (Matches(start.Date) && TimeFrom(start.TimeOfDay) is { } today)
        {
            return start.Date + today;
        }

        return NextDay(start.Date) is { } day && TimeFrom(TimeSpan.Zero) is { } time ? day + time : null;
    }

    private bool Matches(DateTime day) => _month.Contains(day.Month) && _day.Contains(day.Day) && _weekday.Contains((int)day.DayOfWeek);

    private DateTime? NextDay(DateTime after)
    {
        var lastYear = Math.Min(after.Year + YearsUntilTheCalendarRepeats, DateTime.MaxValue.Year);
        for (var year = after.Year; year <= lastYear; year++)
        {
            for (var month = _month.From(year == after.Year ? after.Month : 1); month is not null; month = _month.From(month.Value + 1))
            {
                var first = year == after.Year && month == after.Month ? after.Day + 1 : 1;
                if (NextDay(year, month.Value, first) is { } day)
                {
                    return DateTime.SpecifyKind(day, after.Kind);
                }
            }
        }

        return null;
    }

    private DateTime? NextDay(int year, int month, int first)
    {
        var last = DateTime.DaysInMonth(year, month);
        for (var day = _day.From(first); day <= last; day = _day.From(day.Value + 1))
        {
            if (_weekday.Contains((int)new DateTime(year, month, day.Value).DayOfWeek))
            {
                return new DateTime(year, month, day.Value);
            }
        }

        return null;
    }

    private TimeSpan? TimeFrom(TimeSpan from)
    {
        for (var hour = _hour.From(from.Hours); hour is not null; hour = _hour.From(hour.Value + 1))
        {
            var minimum = hour == from.Hours ? new TimeSpan(0, from.Minutes, from.Seconds) : TimeSpan.Zero;
            for (var minute = _minute.From(minimum.Minutes); minute is not null; minute = _minute.From(minute.Value + 1))
            {
                if (_second.From(minute == minimum.Minutes ? minimum.Seconds : 0) is { } second)
                {
                    return new TimeSpan(hour.Value, minute.Value, second);
                }
            }
        }

        return null;
    }
}
