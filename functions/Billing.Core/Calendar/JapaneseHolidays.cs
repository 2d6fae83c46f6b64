namespace Billing.Core.Calendar;

/// <summary>
/// 国民の祝日, computed by the law of 1948 as it stands (国民の祝日に関する法律 §2, §3), with the specials of 2019 to 2021.
/// From 2016, the first year of 山の日, to 2099, the last year of the equinox formula.
/// </summary>
public static class JapaneseHolidays
{
    public const int FirstYear = 2016;
    public const int LastYear = 2099;

    /// <exception cref="ArgumentOutOfRangeException">The year is not between 2016 and 2099.</exception>
    public static bool IsHoliday(DateOnly date)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(date.Year, FirstYear, nameof(date));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(date.Year, LastYear, nameof(date));
        return IsNamed(date) || IsSubstitute(date) || IsBetweenTwo(date);
    }

    /// <summary>振替休日 (§3 no. 2): the first day after a named holiday on a Sunday that is not itself one.</summary>
    private static bool IsSubstitute(DateOnly date)
    {
        for (var before = date.AddDays(-1); IsNamed(before); before = before.AddDays(-1))
        {
            if (before.DayOfWeek == DayOfWeek.Sunday)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>国民の休日 (§3 no. 3): a day whose eve and morrow are both named holidays.</summary>
    private static bool IsBetweenTwo(DateOnly date) => IsNamed(date.AddDays(-1)) && IsNamed(date.AddDays(1));

    private static bool IsNamed(DateOnly date) => (date.Month, date.Day) switch
    {
        (1, 1) or (2, 11) or (4, 29) or (5, 3) or (5, 4) or (5, 5) or (11, 3) or (11, 23) => true,
        (1, _) => IsMonday(date, 2),
        (2, 23) => date.Year >= 2020,
        (3, var day) => day == SpringEquinox(date.Year),
        (5, 1) => date.Year == 2019, // 即位の日
        (7, var day) => IsNamedInJuly(date, day),
        (8, var day) => day == MountainDay(date.Year),
        (9, var day) => day == AutumnEquinox(date.Year) || IsMonday(date, 3),
        (10, 22) => date.Year == 2019, // 即位礼正殿の儀
        (10, _) => date.Year is not (2020 or 2021) && IsMonday(date, 2),
        (12, 23) => date.Year <= 2018,
        _ => false,
    };

    // The Olympic years moved 海の日 and スポーツの日 to July.
    private static bool IsNamedInJuly(DateOnly date, int day) => date.Year switch
    {
        2020 => day is 23 or 24,
        2021 => day is 22 or 23,
        _ => IsMonday(date, 3),
    };

    private static int MountainDay(int year) => year switch
    {
        2020 => 10,
        2021 => 8,
        _ => 11,
    };

    private static bool IsMonday(DateOnly date, int number) =>
        date.DayOfWeek == DayOfWeek.Monday && (date.Day - 1) / 7 == number - 1;

    // The almanac's usual approximation for 1980 to 2099, in millionths of a day.
    private static int SpringEquinox(int year) => Equinox(20_843_100, year);

    private static int AutumnEquinox(int year) => Equinox(23_248_800, year);

    private static int Equinox(int millionths, int year) =>
        ((millionths + (242_194 * (year - 1980))) / 1_000_000) - ((year - 1980) / 4);
}
