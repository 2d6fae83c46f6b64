using System.Text;

namespace Billing.Adapters.Csv;

/// <summary>
/// Shift_JIS as Windows has it. Characters that it lacks become <c>〓</c>, the printers' mark for a missing letter, and are counted. The few that Windows
/// and the standard map to different code points are taken for one another, since they look the same.
/// </summary>
internal static class ShiftJis
{
    /// <summary>What stands in the place of a character that there is not.</summary>
    public const char Missing = '〓';

    private const int CodePage = 932;

    // U+301C and its like: what other systems have where code page 932 has the full-width form.
    private static readonly (char From, char To)[] Twins =
        [('\u301C', '\uFF5E'), ('\u2212', '\uFF0D'), ('\u2014', '\u2015'), ('\u2016', '\u2225'), ('\u00A2', '\uFFE0'), ('\u00A3', '\uFFE1'), ('\u00AC', '\uFFE2'), ('\u00A5', '\uFFE5')];

    private static readonly Encoding Strict = CodePagesEncodingProvider.Instance.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static byte[] GetBytes(string text) => Strict.GetBytes(text);

    /// <summary>The text in characters that there are, and how many were replaced.</summary>
    public static string Replace(string text, out int replaced)
    {
        foreach (var (from, to) in Twins)
        {
            text = text.Replace(from, to);
        }

        replaced = 0;
        if (IsKnown(text))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = rune.ToString();
            var isKnown = IsKnown(letter);
            replaced += isKnown ? 0 : 1;
            result.Append(isKnown ? letter : Missing.ToString());
        }

        return result.ToString();
    }

    private static bool IsKnown(string text)
    {
        try
        {
            Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
