using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Invoicing.Runs;

namespace Billing.Core.Tests.Invoicing.Runs;

public sealed class RunScheduleTests
{
    [Theory]
    [InlineData("2026-05", "3bd", "2026-05-08")] // 1 May is a Friday, 3 to 6 May are holidays
    [InlineData("2026-01", "3bd", "2026-01-07")] // banks open on 5 January, after a weekend
    [InlineData("2026-10", "3bd", "2026-10-05")]
    [InlineData("2026-10", "1bd", "2026-10-01")]
    [InlineData("2026-10", "4", "2026-10-04")]
    public void In_Month_IsThatDay(string month, string day, string expected) => Assert.Equal(Date(expected), RunDay.Parse(day).In(BillingMonth.Parse(month)));

    [Theory]
    [InlineData("0")]
    [InlineData("21")]
    [InlineData("16bd")]
    [InlineData("bd")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.False(RunDay.TryParse(text, out _));

    [Theory]
    [InlineData("3bd")]
    [InlineData("20")]
    public void ToString_Parsed_IsTheText(string text) => Assert.Equal(text, RunDay.Parse(text).ToString());

    [Theory]
    [InlineData("2026-10-04", null, null)]
    [InlineData("2026-10-05", null, "2026-09")]
    [InlineData("2026-10-05", "2026-08", "2026-09")]
    [InlineData("2026-10-06", "2026-09", null)]
    [InlineData("2026-10-31", "2026-08", "2026-09")]
    [InlineData("2026-11-01", "2026-08", null)] // September's run was missed: October's bills it
    [InlineData("2026-11-05", "2026-08", "2026-10")]
    [InlineData("2026-11-05", "2026-12", null)]
    public void B30_MonthDue_IsTheLastClosedOneFromTheRunDayOnUntilItCompleted(string today, string? completed, string? due) =>
        Assert.Equal(Month(due), RunSchedule.MonthDue(Date(today), RunDay.Default, Month(completed)));

    private static BillingMonth? Month(string? text) => text is null ? null : BillingMonth.Parse(text);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
