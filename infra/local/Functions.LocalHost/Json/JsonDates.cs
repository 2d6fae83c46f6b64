using System.Globalization;

namespace Functions.LocalHost.Json;

/// <summary>
/// Which strings the real host's reader takes for dates (Newtonsoft.Json's default), and what it makes of them.
/// A date with an offset becomes host-local time, and the host's zone is UTC here as it is in Azure.
/// </summary>
internal static class JsonDates
{
    private const int FractionDigits = 7;

    /// <summary>True when <paramref name="text"/> is read as a date: ISO 8601 with time, or <c>/Date(…)/</c>.</summary>
    public static bool TryRead(string text, out DateTime date)
    {
        date = default;
        if (text.Length == 0)
        {
            return false;
        }

        return text[0] == '/'
            ? text.Length >= 9 && text.StartsWith("/Date(", StringComparison.Ordinal) && text.EndsWith(")/", StringComparison.Ordinal)
                && TryReadMilliseconds(text.AsSpan(6, text.Length - 8), out date)
            : text.Length is >= 19 and <= 40 && char.IsDigit(text[0]) && text[10] == 'T' && TryReadIso(text, out date);
    }

    private static bool TryReadMilliseconds(ReadOnlySpan<char> inside, out DateTime date)
    {
        date = default;
        var sign = inside.Length > 1 ? inside[1..].IndexOfAny('+', '-') + 1 : 0;
        var digits = sign > 0 ? inside[..sign] : inside;
        if (!long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            || milliseconds < -62135596800000 || milliseconds > 253402300799999)
        {
            return false;
        }

        date = DateTime.SpecifyKind(DateTime.UnixEpoch.AddMilliseconds(milliseconds), sign > 0 ? DateTimeKind.Local : DateTimeKind.Utc);
        return true;
    }

    private static bool TryReadIso(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (!DateTime.TryParseExact(text[..19], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var whole)
            && !TryReadMidnightAsHour24(text[..19], out whole))
        {
            return false;
        }

        var rest = text[19..];
        if (!TryReadFraction(ref rest, out var fraction) || !TryReadZone(rest, out var kind, out var offset))
        {
            return false;
        }

        var ticks = whole.Ticks + fraction - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        date = new DateTime(ticks, kind);
        return true;
    }

    private static bool TryReadMidnightAsHour24(ReadOnlySpan<char> text, out DateTime date)
    {
        date = default;
        if (!text[11..].SequenceEqual("24:00:00")
            || !DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day.Date == DateTime.MaxValue.Date)
        {
            return false;
        }

        date = day.AddDays(1);
        return true;
    }

    // More digits than fit are not cut: such a text stays a text.
    private static bool TryReadFraction(ref ReadOnlySpan<char> rest, out long ticks)
    {
        ticks = 0;
        if (rest.IsEmpty || rest[0] != '.')
        {
            return true;
        }

        var digits = 0;
        while (digits + 1 < rest.Length && char.IsAsciiDigit(rest[digits + 1]))
        {
            digits++;
        }

        if (digits is 0 or > FractionDigits)
        {
            return false;
        }

        ticks = long.Parse(rest.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var missing = digits; missing < FractionDigits; missing++)
        {
            ticks *= 10;
        }

        rest = rest[(digits + 1)..];
        return true;
    }

    private static bool TryReadZone(ReadOnlySpan<char> zone, out DateTimeKind kind, out TimeSpan offset)
    {
        (kind, offset) = (DateTimeKind.Unspecified, TimeSpan.Zero);
        if (zone.IsEmpty)
        {
            return true;
        }

        if (zone is "Z" or "z")
        {
            kind = DateTimeKind.Utc;
            return true;
        }

        kind = DateTimeKind.Local;
        var sign = zone[0] switch { '+' => 1, '-' => -1, _ => 0 };
        var digits = zone.Length == 6 && zone[3] == ':' ? string.Concat(zone[1..3], zone[4..]) : zone[1..].ToString();
        if (sign == 0 || digits.Length is not (2 or 4) || !digits.All(char.IsAsciiDigit))
        {
            return false;
        }

        var hours = int.Parse(digits.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture);
        var minutes = digits.Length == 4 ? int.Parse(digits.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture) : 0;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }
}
