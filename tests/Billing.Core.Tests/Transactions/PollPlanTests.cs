using System.Globalization;
using Billing.Core.Calendar;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Polling;

namespace Billing.Core.Tests.Transactions;

public sealed class PollPlanTests
{
    private static readonly TimeSpan MostJitter = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    [InlineData(3, 10)]
    [InlineData(4, 30)]
    public void NextAt_WhileTheProviderReviews_FollowsTheRungs(int poll, int minutes)
    {
        var state = Samples.Registered(TransactionStatus.CreditChecking) with { PollCount = poll };

        AssertWithin(Samples.Now.AddMinutes(minutes), TimeSpan.FromMinutes(minutes) / 10, PollPlan.Default.NextAt(state, Samples.Now));
    }

    [Theory]
    [InlineData("2026-11-25 12:00", "2026-11-25 13:00")]
    [InlineData("2026-11-25 17:30", "2026-11-26 09:00")]
    [InlineData("2026-11-27 20:00", "2026-11-30 09:00")]
    [InlineData("2026-11-26 06:00", "2026-11-26 09:00")]
    public void NextAt_AfterTheRungs_IsHourlyInBusinessHours(string tokyo, string expected) =>
        AssertWithin(Tokyo(expected), MostJitter, PollPlan.Default.NextAt(Samples.Registered(TransactionStatus.CreditChecking) with { PollCount = 9, StatusSince = Tokyo(tokyo) }, Tokyo(tokyo)));

    [Fact]
    public void NextAt_AnInvoiceThatWasRequested_IsTenOfTheExpectedDay() =>
        AssertWithin(
            Tokyo("2026-11-30 10:00"), MostJitter,
            PollPlan.Default.NextAt(Samples.Registered(TransactionStatus.InvoiceRequested) with { ExpectedIssueOn = new DateOnly(2026, 11, 30) }, Tokyo("2026-11-27 16:00")));

    [Fact]
    public void NextAt_NearTheDueDate_IsTwiceADay() =>
        AssertWithin(
            Tokyo("2026-12-10 15:00"), MostJitter,
            PollPlan.Default.NextAt(Samples.Registered(TransactionStatus.InvoiceIssued) with { DueOn = new DateOnly(2026, 12, 10) }, Tokyo("2026-12-10 10:05")));

    [Fact]
    public void NextAt_SixtyDaysOn_IsWeekly()
    {
        var state = Samples.Registered(TransactionStatus.InvoiceIssued) with { StatusSince = Tokyo("2026-11-25 10:00").AddDays(-61) };

        AssertWithin(Tokyo("2026-12-02 10:00"), MostJitter, PollPlan.Default.NextAt(state, Tokyo("2026-11-25 10:00")));
    }

    [Fact]
    public void HasStopped_ThreeBusinessDaysWithoutADecision_CallsAPerson()
    {
        var state = Samples.Registered(TransactionStatus.CreditChecking) with { StatusSince = Tokyo("2026-11-20 12:00") };

        // 23 November is a holiday: the third business day after Friday the 20th is Thursday the 26th.
        Assert.False(PollPlan.Default.HasStopped(state, Tokyo("2026-11-26 23:00")));
        Assert.True(PollPlan.Default.HasStopped(state, Tokyo("2026-11-27 00:01")));
        Assert.Null(PollPlan.Default.NextAt(state, Tokyo("2026-11-27 00:01")));
    }

    [Fact]
    public void NextAt_PaidAndAdvanced_IsNever() =>
        Assert.Null(PollPlan.Default.NextAt(Samples.Registered(TransactionStatus.Paid) with { AdvancedOn = new DateOnly(2026, 12, 15) }, Samples.Now));

    [Fact]
    public void NextAt_PaidButNotAdvanced_GoesOn() => Assert.NotNull(PollPlan.Default.NextAt(Samples.Registered(TransactionStatus.Paid), Samples.Now));

    [Theory]
    [InlineData("")]
    [InlineData("stop:3bd")]
    [InlineData("00:00:00")]
    [InlineData("1 minute")]
    [InlineData("00:01:00,sometimes")]
    [InlineData("00:01:00,stop:soon")]
    [InlineData("stop:3bd,00:01:00")]
    public void TryParse_NotALadder_IsRefused(string text) => Assert.False(PollLadder.TryParse(text, out _));

    [Fact]
    public void TryParse_SecondsWithAnEnd_IsRead()
    {
        Assert.True(PollLadder.TryParse("00:00:01,00:00:05,stop:00:10:00", out var ladder));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10)), (ladder.RungAt(7).After, ladder.Stop!.Value.After));
    }

    private static void AssertWithin(DateTimeOffset from, TimeSpan most, DateTimeOffset? actual)
    {
        Assert.NotNull(actual);
        Assert.InRange(actual.Value, from, from + most);
    }

    private static DateTimeOffset Tokyo(string text)
    {
        var local = DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return TokyoTime.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }
}
