using Billing.Core.Calendar;

namespace Billing.Core.Transactions.Polling;

/// <summary>When polling gives up and calls a person: a span of time, or a number of business days, since the status was reached.</summary>
public readonly record struct PollStop(TimeSpan? After, int? BusinessDays)
{
    public bool IsReached(DateTimeOffset since, DateTimeOffset now) =>
        (After is { } after && now - since >= after)
        || (BusinessDays is { } days && TokyoTime.DateOf(now) > BankCalendar.AddBusinessDays(TokyoTime.DateOf(since), days));
}
