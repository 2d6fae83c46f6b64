using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Billing.Adapters.Kintone;

/// <summary>Reads numbers and dates out of texts as kintone holds them (§4). Exact: a number that does not fit is not a number.</summary>
internal static partial class KintoneText
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>
    /// <c>"1234.5"</c>, <c>"1.2E+3"</c>, and in text fields also full-width digits and thousands separators.
    /// Null when it is no number, or one that cannot be held exactly.
    /// </summary>
    public static decimal? Number(string text)
    {
        var plain = text.Normalize(NormalizationForm.FormKC).Trim().Replace('\u2212', '-');
        if (Grouped().IsMatch(plain))
        {
            plain = plain.Replace(",", "", StringComparison.Ordinal);
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return plain.Length <= 64 && decimal.TryParse(plain, Style, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A DATE as it is; an instant (DATETIME, CREATED_TIME) as its day in Japan.</summary>
    public static DateOnly? Day(string text)
    {
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text.Trim(), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, Utc, out var instant)
            ? DateOnly.FromDateTime(instant.ToOffset(Japan).DateTime)
            : null;
    }

    [GeneratedRegex(@"^-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();
}
