using System.Globalization;

namespace Functions.LocalHost.Timers;

/// <summary>
/// One field of a cron expression: which of its values are set. Reads what the real host's parser (NCrontab 3.3) reads, its leniencies
/// included: names by any prefix, reversed ranges turned round, a step below 1 counts as 1 (functions-custom-handler §6.1).
/// </summary>
internal sealed class CronField
{
    private readonly bool[] _set;

    private CronField(int minimum, int maximum)
    {
        Minimum = minimum;
        Maximum = maximum;
        _set = new bool[maximum + 1];
    }

    public int Minimum { get; }

    public int Maximum { get; }

    public bool Contains(int value) => _set[value];

    /// <summary>The smallest set value from <paramref name="value"/> on, or null.</summary>
    public int? From(int value)
    {
        for (var each = Math.Max(value, Minimum); each <= Maximum; each++)
        {
            if (_set[each])
            {
                return each;
            }
        }

        return null;
    }

    /// <summary>The field, or null when the text is refused.</summary>
    /// <param name="text">Without blanks.</param>
    /// <param name="minimum">The smallest value.</param>
    /// <param name="maximum">The largest value.</param>
    /// <param name="names">The values' English names in order, where the field has names.</param>
    public static CronField? TryParse(string text, int minimum, int maximum, IReadOnlyList<string>? names = null)
    {
        var field = new CronField(minimum, maximum);
        return field.Take(text, names ?? []) ? field : null;
    }

    private bool Take(string text, IReadOnlyList<string> names)
    {
        // A comma in front is no list there, and then no number either.
        if (text.IndexOf(',', StringComparison.Ordinal) > 0)
        {
            return text.Split(',').All(part => Take(part, names));
        }

        int? step = null;
        if (text.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash)
        {
            if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            step = number;
            text = text[..slash];
        }

        if (text == "*")
        {
            return Set(Minimum, Maximum, step ?? 1);
        }

        if (text.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash)
        {
            return Value(text[..dash], names) is { } first && Value(text[(dash + 1)..], names) is { } last && Set(first, last, step ?? 1);
        }

        return Value(text, names) is { } value && Set(value, step is null ? value : Maximum, step ?? 1);
    }

    private int? Value(string text, IReadOnlyList<string> names)
    {
        if (text.Length > 0 && char.IsAsciiDigit(text[0]))
        {
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        for (var index = 0; text.Length > 0 && index < names.Count; index++)
        {
            if (names[index].StartsWith(text, StringComparison.OrdinalIgnoreCase))
            {
                return index + Minimum;
            }
        }

        return null;
    }

    private bool Set(int first, int last, int step)
    {
        var (from, to) = first <= last ? (first, last) : (last, first);
        if (from < Minimum || to > Maximum)
        {
            return false;
        }

        for (long value = from; value <= to; value += Math.Max(step, 1))
        {
            _set[value] = true;
        }

        return true;
    }
}
