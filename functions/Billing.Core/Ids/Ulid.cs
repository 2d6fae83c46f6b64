namespace Billing.Core.Ids;

/// <summary>
/// A sortable id: 48 bits of milliseconds since 1970 (UTC) and 80 further bits, written as 26 letters of Crockford's base 32.
/// The ordinal order of the texts is the order of the values. Pure: instant and bits are given by the caller; where an id must be
/// the same when it is made again, the bits are a hash of what it stands for.
/// </summary>
public readonly record struct Ulid : IComparable<Ulid>
{
    /// <summary>The length of the text.</summary>
    public const int Length = 26;

    /// <summary>The bytes beside the instant.</summary>
    public const int SeedSize = 10;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int SeedBits = SeedSize * 8;

    private readonly UInt128 _value;

    private Ulid(UInt128 value) => _value = value;

    /// <summary>The instant inside, to the millisecond.</summary>
    public DateTimeOffset At => DateTimeOffset.FromUnixTimeMilliseconds((long)(_value >> SeedBits));

    /// <param name="at">From 1970 on; cut to the millisecond.</param>
    /// <param name="seed">At least <see cref="SeedSize"/> bytes, of which the first ones are taken.</param>
    public static Ulid Create(DateTimeOffset at, ReadOnlySpan<byte> seed)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        ArgumentOutOfRangeException.ThrowIfNegative(milliseconds, nameof(at));
        ArgumentOutOfRangeException.ThrowIfLessThan(seed.Length, SeedSize, nameof(seed));
        var value = (UInt128)(ulong)milliseconds;
        foreach (var octet in seed[..SeedSize])
        {
            value = (value << 8) | octet;
        }

        return new Ulid(value);
    }

    /// <summary>The next one of the same millisecond; where its bits are used up, the first of the next millisecond.</summary>
    public Ulid Next() => new(_value + UInt128.One);

    public static bool TryParse(string? text, out Ulid id)
    {
        id = default;
        if (text is not { Length: Length } || text[0] > '7')
        {
            return false;
        }

        UInt128 value = 0;
        foreach (var letter in text)
        {
            var digit = Alphabet.IndexOf(letter, StringComparison.Ordinal);
            if (digit < 0)
            {
                return false;
            }

            value = (value << 5) | (uint)digit;
        }

        id = new Ulid(value);
        return true;
    }

    public int CompareTo(Ulid other) => _value.CompareTo(other._value);

    public static bool operator <(Ulid left, Ulid right) => left._value < right._value;

    public static bool operator >(Ulid left, Ulid right) => left._value > right._value;

    public static bool operator <=(Ulid left, Ulid right) => left._value <= right._value;

    public static bool operator >=(Ulid left, Ulid right) => left._value >= right._value;

    public override string ToString() => string.Create(Length, _value, static (letters, value) =>
    {
        for (var index = letters.Length - 1; index >= 0; index--)
        {
            letters[index] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }
    });
}
