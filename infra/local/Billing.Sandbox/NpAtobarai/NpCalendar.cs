namespace Billing.Sandbox.NpAtobarai;

/// <summary>The days on which NP works, and the dates that follow from them (providers.md §3 rule 7).</summary>
internal static class NpCalendar
{
    /// <summary>Weekends, national holidays and the turn of the year (12/31 to 1/3) are closed [A].</summary>
    public static bool IsBusinessDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (day.Month, day.Day) is not ((12, 31) or (1, <= 3))
        && !JapaneseHolidays.IsHoliday(day);

    public static DateOnly NextBusinessDay(DateOnly day)
    {
        do
        {
            day = day.AddDays(1);
        }
        while (!IsBusinessDay(day));
        return day;
    }

    public static DateOnly DueOn(DateOnly issuedOn) => issuedOn.AddDays(14);

    /// <summary>The last business day of the half-month after the one of the issue: issued on 1 to 15 gives the month's end, on 16 to 31 the 15th.</summary>
    public static DateOnly AdvanceOn(DateOnly issuedOn)
    {
        var nextMonth = new DateOnly(issuedOn.Year, issuedOn.Month, 1).AddMonths(1);
        var day = issuedOn.Day <= 15 ? nextMonth.AddDays(-1) : nextMonth.AddDays(14);
        while (!IsBusinessDay(day))
        {
            day = day.AddDays(-1);
        }

        return day;
    }
}
