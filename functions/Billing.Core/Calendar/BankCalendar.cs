namespace Billing.Core.Calendar;

/// <summary>
/// 銀行営業日: neither a weekend, nor a holiday, nor a day of the year-end closure of banks, 31 December to 3 January
/// (銀行法施行令 §5).
/// </summary>
public static class BankCalendar
{
    public static bool IsBusinessDay(DateOnly date) =>
        date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && (date.Month, date.Day) is not ((12, 31) or (1, 1) or (1, 2) or (1, 3))
        && !JapaneseHolidays.IsHoliday(date);

    /// <summary>翌営業日: the first business day after the date.</summary>
    public static DateOnly NextBusinessDay(DateOnly date)
    {
        do
        {
            date = date.AddDays(1);
        }
        while (!IsBusinessDay(date));

        return date;
    }

    /// <summary>前営業日: the last business day before the date.</summary>
    public static DateOnly PreviousBusinessDay(DateOnly date)
    {
        do
        {
            date = date.AddDays(-1);
        }
        while (!IsBusinessDay(date));

        return date;
    }

    /// <summary>The business day that many business days after the date; zero gives the date itself.</summary>
    public static DateOnly AddBusinessDays(DateOnly date, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, 1000);
        for (; days > 0; days--)
        {
            date = NextBusinessDay(date);
        }

        return date;
    }
}
