using System.Globalization;

namespace Billing.Core.Transactions.Polling;

/// <summary>
/// How often the provider is asked while a transaction stays in one status, as data. Written as rungs with commas between them, the last
/// one repeating, and optionally an end: <c>00:01:00,00:02:00,hourly,stop:3bd</c> (three business days), <c>due,stop:180d</c>,
/// <c>00:00:01,stop:00:10:00</c>.
/// </summary>
public sealed record PollLadder(IReadOnlyList<PollRung> Rungs, PollStop? Stop)
{
    private const string StopPrefix = "stop:";
    private const int MostRungs = 50;

    public static bool TryParse(string? text, out PollLadder ladder)
    {
        ladder = new PollLadder([], null);
        var parts = (text ?? string.Empty).Split(',', StringSplitOptions.TrimEntries);
        PollStop? stop = null;
        if (parts[^1].StartsWith(StopPrefix, StringComparison.Ordinal))
        {
            stop = ParseStop(parts[^1][StopPrefix.Length..]);
            if (stop is null)
            {
                return false;
            }

            parts = parts[..^1];
        }

        var rungs = parts.Select(ParseRung).ToList();
        if (rungs.Count is 0 or > MostRungs || rungs.Exists(rung => rung is null))
        {
            return false;
        }

        ladder = new PollLadder([.. rungs.Select(rung => rung!.Value)], stop);
        return true;
    }

    /// <exception cref="FormatException">The text is not a ladder.</exception>
    public static PollLadder Parse(string text) => TryParse(text, out var ladder)
        ? ladder
        : throw new FormatException($"'{text}' is not a poll ladder; expected rungs such as '00:01:00', 'hourly', 'issue', 'daily', 'due', then optionally 'stop:3bd'.");

    /// <summary>The rung for a poll number from 0; the last one repeats.</summary>
    public PollRung RungAt(int number) => Rungs[Math.Clamp(number, 0, Rungs.Count - 1)];

    private static PollRung? ParseRung(string text) => text switch
    {
        "hourly" => new PollRung(PollRungKind.Hourly, TimeSpan.Zero),
        "issue" => new PollRung(PollRungKind.Issue, TimeSpan.Zero),
        "daily" => new PollRung(PollRungKind.Daily, TimeSpan.Zero),
        "due" => new PollRung(PollRungKind.Due, TimeSpan.Zero),
        _ => ParseSpan(text) is { } after ? new PollRung(PollRungKind.Fixed, after) : null,
    };

    private static PollStop? ParseStop(string text)
    {
        if (text.EndsWith("bd", StringComparison.Ordinal))
        {
            return Count(text[..^2]) is { } days ? new PollStop(null, days) : null;
        }

        if (text.EndsWith('d'))
        {
            return Count(text[..^1]) is { } days ? new PollStop(TimeSpan.FromDays(days), null) : null;
        }

        return ParseSpan(text) is { } after ? new PollStop(after, null) : null;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 1000 ? days : null;

    private static TimeSpan? ParseSpan(string text) =>
        TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero ? span : null;
}
