using System.Globalization;
using Billing.Core.Calendar;

namespace Billing.Core.Tests.Calendar;

public sealed class JapaneseHolidaysTests
{
    // The lists of the Cabinet Office (内閣府, 国民の祝日について), substitute and citizens' holidays included.
    [Theory]
    [InlineData(2019, "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23")]
    [InlineData(2020, "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-23 07-24 08-10 09-21 09-22 11-03 11-23")]
    [InlineData(2021, "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23")]
    [InlineData(2024, "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23")]
    [InlineData(2025, "01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 09-15 09-23 10-13 11-03 11-23 11-24")]
    [InlineData(2026, "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23")]
    [InlineData(2030, "01-01 01-14 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 11-03 11-04 11-23")]
    public void IsHoliday_AWholeYear_IsTheCabinetOfficesList(int year, string expected)
    {
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays);

        Assert.Equal(expected, string.Join(' ', days.Where(JapaneseHolidays.IsHoliday).Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));
    }

    [Theory]
    [InlineData("2015-12-31")]
    [InlineData("2100-01-01")]
    public void IsHoliday_AYearOutsideTheFormula_IsRefused(string date) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JapaneseHolidays.IsHoliday(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-12-30", "2027-01-04")]
    [InlineData("2026-11-20", "2026-11-24")]
    [InlineData("2026-05-01", "2026-05-07")]
    [InlineData("2026-09-18", "2026-09-24")]
    [InlineData("2026-11-25", "2026-11-26")]
    public void NextBusinessDay_AcrossClosures_IsWhenBanksOpen(string date, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, CultureInfo.InvariantCulture), BankCalendar.NextBusinessDay(DateOnly.Parse(date, CultureInfo.InvariantCulture)));

    [Fact]
    public void DateOf_AnEveningInUtc_IsTheNextDayInTokyo() =>
        Assert.Equal(new DateOnly(2026, 11, 26), TokyoTime.DateOf(new DateTimeOffset(2026, 11, 25, 15, 0, 0, TimeSpan.Zero)));
}
