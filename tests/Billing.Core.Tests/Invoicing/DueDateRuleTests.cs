using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Invoicing;

namespace Billing.Core.Tests.Invoicing;

public sealed class DueDateRuleTests
{
    [Theory]
    [InlineData("2026-09", 1, null, BankClosure.NextBusinessDay, "2026-11-02")] // 31 October 2026 is a Saturday
    [InlineData("2026-09", 1, null, BankClosure.PreviousBusinessDay, "2026-10-30")]
    [InlineData("2026-09", 1, null, BankClosure.Unmoved, "2026-10-31")]
    [InlineData("2026-11", 1, null, BankClosure.NextBusinessDay, "2027-01-04")] // banks are closed from 31 December to 3 January
    [InlineData("2026-11", 1, null, BankClosure.PreviousBusinessDay, "2026-12-30")]
    [InlineData("2027-01", 1, 30, BankClosure.Unmoved, "2027-02-28")]
    [InlineData("2026-08", 2, 10, BankClosure.NextBusinessDay, "2026-10-13")] // 10 October is a Saturday, the 12th スポーツの日
    [InlineData("2026-08", 2, 10, BankClosure.PreviousBusinessDay, "2026-10-09")]
    [InlineData("2026-09", 1, 15, BankClosure.NextBusinessDay, "2026-10-15")]
    [InlineData("2026-09", 12, null, BankClosure.NextBusinessDay, "2027-09-30")]
    public void B29_DueOn_FollowsTheRule(string closed, int months, int? day, BankClosure closure, string expected)
    {
        var rule = new DueDateRule { MonthsLater = months, Day = day, OnClosure = closure };
        Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd", CultureInfo.InvariantCulture), rule.DueOn(BillingMonth.Parse(closed)));
    }

    [Fact]
    public void Rule_OutOfBounds_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DueDateRule { MonthsLater = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DueDateRule { MonthsLater = 13 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DueDateRule { Day = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DueDateRule { Day = 32 });
    }
}
