using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// Normalises a copy of what the record holds before it is sent (kintone §4, "Character traps"). Only what changes no meaning:
/// ㈱ and ① stay, since NFKC would change their length; variant kanji stay.
/// </summary>
internal static partial class NpText
{
    private static readonly Encoding Jis = CreateJis();

    /// <summary>Half-width kana widened, combining marks joined, dashes and tildes unified, blanks at the ends removed.</summary>
    public static string Wide(string text)
    {
        var widened = HalfKana().Replace(text.Trim(), match => match.Value.Normalize(NormalizationForm.FormKC));
        widened = Combined().Replace(widened, match => match.Value.Normalize(NormalizationForm.FormC));
        return widened.Replace('\u301C', '～').Replace('\u2212', '－').Replace('\u2010', '－').Replace('\u2011', '－');
    }

    /// <summary>A person's name: family name, one full-width blank, given name (§2.3).</summary>
    public static string Name(string text) => Blanks().Replace(Wide(text), "\u3000");

    /// <summary>A name in katakana: hiragana are written as katakana.</summary>
    public static string Kana(string text) =>
        string.Concat(Name(text).Select(letter => letter is >= '\u3041' and <= '\u3096' ? (char)(letter + 0x60) : letter));

    /// <summary>Full-width digits and Latin letters narrowed, every kind of dash a hyphen, for codes and numbers.</summary>
    public static string Narrow(string text) => Dashes().Replace(text.Trim().Normalize(NormalizationForm.FormKC), "-");

    /// <summary>Digits in the domestic form: <c>+81</c> becomes <c>0</c>.</summary>
    public static string Phone(string text)
    {
        var plain = PhoneFillers().Replace(Narrow(text), "");
        return plain.StartsWith("+81", StringComparison.Ordinal) ? "0" + plain[3..].TrimStart('0') : plain;
    }

    /// <summary>Letters as a reader counts them by the provider's rule: each code point is one full-width letter.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    /// <summary>Whether every letter can be written in JIS (code page 932) and none is a control character.</summary>
    public static bool IsPrintable(string text, bool onlyJis)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
                || (onlyJis && !IsJis(rune)))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsKana(string text) => KanaForm().IsMatch(text);

    private static bool IsJis(Rune rune)
    {
        var text = rune.ToString();
        return Jis.GetString(Jis.GetBytes(text)) == text;
    }

    private static Encoding CreateJis()
    {
        var code = CodePagesEncodingProvider.Instance.GetEncoding(932, new EncoderReplacementFallback("\0"), DecoderFallback.ReplacementFallback);
        return code ?? throw new InvalidOperationException("The framework lacks code page 932.");
    }

    [GeneratedRegex("[\uFF61-\uFF9F]+", RegexOptions.CultureInvariant)]
    private static partial Regex HalfKana();

    [GeneratedRegex("[\u3041-\u30FF][\u3099\u309A]", RegexOptions.CultureInvariant)]
    private static partial Regex Combined();

    [GeneratedRegex(@"[\s\u3000]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();

    [GeneratedRegex("[\u002D\u2010-\u2015\u2212\u30FC\uFE63\uFF0D\uFF70\u2500\u2501]", RegexOptions.CultureInvariant)]
    private static partial Regex Dashes();

    [GeneratedRegex(@"[\s\-().]", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneFillers();

    [GeneratedRegex("^[\u30A1-\u30FA\u30FB\u30FC\u3000]+$", RegexOptions.CultureInvariant)]
    private static partial Regex KanaForm();
}
