using System.Globalization;

namespace Billing.Adapters.Csv;

/// <summary>
/// The text of cells (RFC 4180). A text that a spreadsheet would execute as a formula is made one that it shows: cells that begin with <c>= + - @</c>, their
/// full-width forms, a tab or a line break get an apostrophe before them. Numbers are numbers and keep their sign.
/// </summary>
internal static class CsvText
{
    private const string Dangerous = "=+-@＝＋－＠\t\r\n";

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = Dangerous.Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny("\",\r\n") || char.IsWhiteSpace(safe[0]) || char.IsWhiteSpace(safe[^1])
            ? "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\""
            : safe;
    }

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
