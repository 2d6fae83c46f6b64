namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// National holidays of Japan by the law in force since 2020 (国民の祝日に関する法律): fixed days, Monday holidays, equinoxes,
/// substitute holidays (振替休日) and the day between two holidays (国民の休日). Valid from 2022 to 2099.
/// </summary>
internal static class JapaneseHolidays
{
    public static bool IsHoliday(DateOnly day) => IsNamed(day) || IsSubstitute(day) || IsBetween(day);

    private static bool IsNamed(DateOnly day) => (day.Month, day.Day) switch
    {
        (1, 1) or (2, 11) or (2, 23) or (4, 29) or (5, 3) or (5, 4) or (5, 5) or (8, 11) or (11, 3) or (11, 23) => true,
        (1, _) or (10, _) => IsMonday(day, 2),
        (7, _) => IsMonday(day, 3),
        (9, _) => IsMonday(day, 3) || day.Day == Equinox(day.Year, 23.2488m),
        (3, _) => day.Day == Equinox(day.Year, 20.8431m),
        _ => false,
    };

    /// <summary>A holiday on a Sunday moves to the next day that is no holiday.</summary>
    private static bool IsSubstitute(DateOnly day)
    {
        var earlier = day.AddDays(-1);
        while (IsNamed(earlier))
        {
            if (earlier.DayOfWeek == DayOfWeek.Sunday)
            {
                return true;
            }

            earlier = earlier.AddDays(-1);
        }

        return false;
    }

    private static bool IsBetween(DateOnly day) => day.DayOfWeek != DayOfWeek.Sunday && IsNamed(day.AddDays(-1)) && IsNamed(day.AddDays(1));

    private static bool IsMonday(DateOnly day, int week) => day.DayOfWeek == DayOfWeek.Monday && (day.Day - 1) / 7 == week - 1;

    /// <summary>The day of an equinox by the approximation of the National Astronomical Observatory, good from 1980 to 2099.</summary>
    private static int Equinox(int year, decimal base1980) =>
        (int)decimal.Floor(base1980 + (0.242194m * (year - 1980)) - ((year - 1980) / 4));
}
