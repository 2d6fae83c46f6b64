using System.Globalization;
using Billing.Sandbox.NpAtobarai;

namespace Billing.Sandbox.Tests.NpAtobarai;

/// <summary>Holidays against the dates that the Cabinet Office published, and what follows from them.</summary>
public sealed class NpCalendarTests
{
    [Theory]
    [InlineData(2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23")]
    [InlineData(2027, "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23")]
    public void IsHoliday_OfAYear_AreThePublishedOnes(int year, string expected)
    {
        var first = new DateOnly(year, 1, 1);
        var holidays = Enumerable.Range(0, 365).Select(first.AddDays).Where(JapaneseHolidays.IsHoliday);

        Assert.Equal(expected, string.Join(' ', holidays.Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-24")] // a Friday before a Monday holiday
    [InlineData("2026-12-30", "2027-01-04")] // the turn of the year
    [InlineData("2026-05-01", "2026-05-07")]
    public void NextBusinessDay_PassesClosedDays(string day, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), NpCalendar.NextBusinessDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-11-10", "2026-11-30")]
    [InlineData("2026-11-16", "2026-12-15")]
    [InlineData("2026-12-10", "2026-12-30")]
    [InlineData("2026-12-28", "2027-01-15")]
    [InlineData("2026-10-20", "2026-11-13")] // the 15th is a Sunday
    public void AdvanceOn_IsTheLastBusinessDayOfTheFollowingHalf(string issued, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), NpCalendar.AdvanceOn(DateOnly.Parse(issued, CultureInfo.InvariantCulture)));
}
