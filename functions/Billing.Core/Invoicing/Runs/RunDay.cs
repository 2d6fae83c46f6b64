using System.Globalization;

using Billing.Core.Calendar;

namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// B30: 月初に1回. The day of a month from which the run for the month before may begin. Default the third business day, so that completions entered
/// in the first days still count. Written <c>3bd</c> (third business day) or <c>5</c> (the fifth, whatever day it is).
/// </summary>
public sealed record RunDay
{
    public const int Latest = 20;

    private const string BusinessDaySuffix = "bd";

    private RunDay(int number, bool countsBusinessDays) => (Number, CountsBusinessDays) = (number, countsBusinessDays);

    public static RunDay Default { get; } = new(3, true);

    public int Number { get; }

    public bool CountsBusinessDays { get; }

    public static bool TryParse(string? text, out RunDay day)
    {
        day = Default;
        var counts = text?.EndsWith(BusinessDaySuffix, StringComparison.Ordinal) == true;
        var digits = counts ? text![..^BusinessDaySuffix.Length] : text;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Latest)
        {
            return false;
        }

        // A month has at least fifteen business days.
        day = new RunDay(number, counts);
        return !counts || number <= 15;
    }

    /// <exception cref="FormatException">The text is not a run day.</exception>
    public static RunDay Parse(string text) =>
        TryParse(text, out var day) ? day : throw new FormatException($"'{text}' is not a run day; expected 1 to {Latest}, or 1bd to 15bd for business days.");

    /// <summary>The date in a month.</summary>
    public DateOnly In(BillingMonth month) =>
        CountsBusinessDays ? BankCalendar.AddBusinessDays(month.FirstDay.AddDays(-1), Number) : month.FirstDay.AddDays(Number - 1);

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture) + (CountsBusinessDays ? BusinessDaySuffix : "");
}
