using System.Globalization;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>Dates and times as kintone takes and keeps them: minute precision, UTC with <c>00</c> seconds (kintone.md §4, §10 no. 9).</summary>
internal static class KintoneTimes
{
    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-M-d"];
    private static readonly string[] TimeForms = ["HH:mm", "H:mm", "HH:mm:ss"];

    private static readonly string[] InstantForms =
        ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mmK", "yyyy-MM-ddTHH:mm:ss.fffK", "yyyy-MM-ddTHH:mm:ss.fffffffK"];

    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:00'Z'", CultureInfo.InvariantCulture);

    /// <summary>With seconds, as deletions and comments show it.</summary>
    public static string FormatSeconds(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string? Date(string text) =>
        DateOnly.TryParseExact(text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    public static string? Time(string text) =>
        TimeOnly.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.ToString("HH:mm", CultureInfo.InvariantCulture)
            : null;

    /// <summary>An instant needs its zone (<c>Z</c> or an offset).</summary>
    public static string? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? Format(instant)
            : null;
}
