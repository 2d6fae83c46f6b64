using System.Globalization;

namespace Billing.Core.Money;

/// <summary>
/// An amount of whole yen, positive or negative (design §4). Arithmetic is checked: an amount that does not fit is an error, never another amount.
/// Multiplied by whole quantities only; what needs a rate is rounded by a named rule of its own.
/// </summary>
public readonly record struct Yen(long Amount) : IComparable<Yen>
{
    public static Yen Zero => default;

    public bool IsNegative => Amount < 0;

    public static Yen operator +(Yen left, Yen right) => new(checked(left.Amount + right.Amount));

    public static Yen operator -(Yen left, Yen right) => new(checked(left.Amount - right.Amount));

    public static Yen operator -(Yen value) => new(checked(-value.Amount));

    public static Yen operator *(Yen price, long quantity) => new(checked(price.Amount * quantity));

    public static bool operator <(Yen left, Yen right) => left.Amount < right.Amount;

    public static bool operator >(Yen left, Yen right) => left.Amount > right.Amount;

    public static bool operator <=(Yen left, Yen right) => left.Amount <= right.Amount;

    public static bool operator >=(Yen left, Yen right) => left.Amount >= right.Amount;

    public static Yen Add(Yen left, Yen right) => left + right;

    public static Yen Subtract(Yen left, Yen right) => left - right;

    public static Yen Negate(Yen value) => -value;

    public static Yen Multiply(Yen price, long quantity) => price * quantity;

    public static Yen Sum(IEnumerable<Yen> amounts) => amounts.Aggregate(Zero, Add);

    public int CompareTo(Yen other) => Amount.CompareTo(other.Amount);

    public override string ToString() => Amount.ToString(CultureInfo.InvariantCulture);
}
