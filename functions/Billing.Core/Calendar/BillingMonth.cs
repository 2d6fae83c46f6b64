using System.Globalization;

namespace Billing.Core.Calendar;

/// <summary>A calendar month in Tokyo, written <c>2026-10</c>: what an invoice closes on and what a service month is (B29: 月末締め).</summary>
public readonly record struct BillingMonth : IComparable<BillingMonth>
{
    private readonly int _index;

    /// <exception cref="ArgumentOutOfRangeException">Not a month of the years 2000 to 2999.</exception>
    public BillingMonth(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        _index = (year - 2000) * 12 + month - 1;
    }

    public int Year => 2000 + _index / 12;

    public int Month => _index % 12 + 1;

    public DateOnly FirstDay => new(Year, Month, 1);

    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    public static bool operator <(BillingMonth left, BillingMonth right) => left._index < right._index;

    public static bool operator >(BillingMonth left, BillingMonth right) => left._index > right._index;

    public static bool operator <=(BillingMonth left, BillingMonth right) => left._index <= right._index;

    public static bool operator >=(BillingMonth left, BillingMonth right) => left._index >= right._index;

    public static BillingMonth Of(DateOnly date) => new(date.Year, date.Month);

    public static bool TryParse(string? text, out BillingMonth month)
    {
        month = default;
        if (text is not { Length: 7 } || !DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first.Year is < 2000 or > 2999)
        {
            return false;
        }

        month = Of(first);
        return true;
    }

    /// <exception cref="FormatException">The text is not a month.</exception>
    public static BillingMonth Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month; expected yyyy-MM.");

    public BillingMonth AddMonths(int months)
    {
        var index = checked(_index + months);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new BillingMonth(2000 + index / 12, index % 12 + 1);
    }

    /// <summary>How many months this one is after the other.</summary>
    public int MonthsSince(BillingMonth other) => _index - other._index;

    public int CompareTo(BillingMonth other) => _index.CompareTo(other._index);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}");
}
