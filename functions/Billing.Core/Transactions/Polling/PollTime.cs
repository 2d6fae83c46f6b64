using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Core.Calendar;

namespace Billing.Core.Transactions.Polling;

/// <summary>Turns a rung into an instant. The jitter spreads transactions that move together; it depends on nothing but the transaction and the poll number.</summary>
internal static class PollTime
{
    private static readonly TimeOnly Opening = new(9, 0);
    private static readonly TimeOnly Closing = new(18, 0);
    private static readonly TimeOnly Morning = new(10, 0);
    private static readonly TimeOnly Afternoon = new(15, 0);
    private static readonly TimeSpan CalendarJitter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan WeeklyAfter = TimeSpan.FromDays(60);
    private const int DaysAroundDue = 3;

    public static DateTimeOffset Of(PollRung rung, TransactionState state, DateTimeOffset now) => rung.Kind switch
    {
        PollRungKind.Fixed => now + rung.After + Jitter(state, rung.After / 10),
        PollRungKind.Hourly => Hourly(now) + Jitter(state, CalendarJitter),
        PollRungKind.Issue => Issue(state, now) + Jitter(state, CalendarJitter),
        PollRungKind.Daily => Daily(now) + Jitter(state, CalendarJitter),
        PollRungKind.Due => Due(state, now) + Jitter(state, CalendarJitter),
        _ => throw new ArgumentOutOfRangeException(nameof(rung), rung.Kind, "Not a kind of rung."),
    };

    private static DateTimeOffset Hourly(DateTimeOffset now)
    {
        var next = now.AddHours(1);
        var date = TokyoTime.DateOf(next);
        var time = TokyoTime.TimeOf(next);
        if (BankCalendar.IsBusinessDay(date) && time < Closing)
        {
            return time < Opening ? TokyoTime.At(date, Opening) : next;
        }

        return TokyoTime.At(BankCalendar.NextBusinessDay(date), Opening);
    }

    private static DateTimeOffset Issue(TransactionState state, DateTimeOffset now)
    {
        var expected = state.ExpectedIssueOn is { } day ? TokyoTime.At(day, Morning) : now;
        return expected > now ? expected : Hourly(now);
    }

    private static DateTimeOffset Daily(DateTimeOffset now) =>
        TokyoTime.At(BankCalendar.NextBusinessDay(TokyoTime.DateOf(now)), Morning);

    private static DateTimeOffset Due(TransactionState state, DateTimeOffset now)
    {
        var today = TokyoTime.DateOf(now);
        if (now - state.StatusSince > WeeklyAfter)
        {
            return TokyoTime.At(BankCalendar.NextBusinessDay(today.AddDays(6)), Morning);
        }

        var isNearDue = state.DueOn is { } due && Math.Abs(due.DayNumber - today.DayNumber) <= DaysAroundDue;
        return isNearDue && BankCalendar.IsBusinessDay(today) && TokyoTime.TimeOf(now) < Afternoon
            ? TokyoTime.At(today, Afternoon)
            : Daily(now);
    }

    private static TimeSpan Jitter(TransactionState state, TimeSpan most)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"{state.Id.Value}/{state.Status}/{state.PollCount}");
        var share = SHA256.HashData(Encoding.UTF8.GetBytes(seed))[0];
        return new TimeSpan(most.Ticks / 256 * share);
    }
}
