using Billing.Core.Calendar;

namespace Billing.Core.Invoicing;

/// <summary>支払期日の規則: closing at a month's end, due some months later at the month's end or on a day of it. Default 月末締め翌月末払い, next business day.</summary>
public sealed record DueDateRule
{
    public const int MostMonths = 12;

    private readonly int _monthsLater = 1;
    private readonly int? _day;

    /// <summary>How many months after the closed one, 1 to 12.</summary>
    public int MonthsLater
    {
        get => _monthsLater;
        init => _monthsLater = value is >= 1 and <= MostMonths ? value : throw new ArgumentOutOfRangeException(nameof(MonthsLater), value, $"Expected 1 to {MostMonths} months.");
    }

    /// <summary>The day of that month, 1 to 31, cut to its last day; null for the month's end.</summary>
    public int? Day
    {
        get => _day;
        init => _day = value is null or (>= 1 and <= 31) ? value : throw new ArgumentOutOfRangeException(nameof(Day), value, "Expected a day from 1 to 31, or none for the month's end.");
    }

    public BankClosure OnClosure { get; init; } = BankClosure.NextBusinessDay;

    /// <summary>The due date of what closes with the month.</summary>
    public DateOnly DueOn(BillingMonth closed)
    {
        var last = closed.AddMonths(MonthsLater).LastDay;
        var date = Day < last.Day ? new DateOnly(last.Year, last.Month, Day.Value) : last;
        return OnClosure switch
        {
            BankClosure.Unmoved => date,
            _ when BankCalendar.IsBusinessDay(date) => date,
            BankClosure.NextBusinessDay => BankCalendar.NextBusinessDay(date),
            BankClosure.PreviousBusinessDay => BankCalendar.PreviousBusinessDay(date),
            _ => throw new InvalidOperationException($"Unknown choice for bank closures: {OnClosure}."),
        };
    }
}
