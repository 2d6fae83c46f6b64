using System.Text;

using Billing.Core.Validation;

namespace Billing.Core.Customers;

/// <summary>Texts of customers in the one form in which they are kept, searched and checked.</summary>
internal static class CustomerText
{
    private const int LongestEmail = 254;

    // Letters of a reading beside katakana: the prolonged sound, the middle dot, spaces, and what company names spell in Latin.
    private const string KanaExtras = "ー・ 　&.-'()";

    private const char FirstHiragana = 'ぁ';
    private const char LastHiragana = 'ゖ';
    private const int HiraganaToKatakana = 'ァ' - 'ぁ';

    /// <summary>Trimmed; null when nothing is left.</summary>
    public static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A reading: full-width katakana, whatever width or kana it came in.</summary>
    public static string? Kana(string? text) => Plain(text) is { } plain && IsWhole(plain) ? ToKatakana(plain.Normalize(NormalizationForm.FormKC)) : Plain(text);

    /// <summary>Digits alone of what people write with hyphens, spaces and full-width digits; anything else stays and is refused later.</summary>
    public static string? Digits(string? text)
    {
        if (Plain(text) is not { } plain || !IsWhole(plain))
        {
            return Plain(text);
        }

        return new string([.. plain.Normalize(NormalizationForm.FormKC).Where(letter => letter is not ('-' or '‐' or '−' or 'ー' or ' ' or '(' or ')'))]);
    }

    /// <summary>What a search compares: one width and kana, capitals, no spaces.</summary>
    public static string Search(string text)
    {
        if (!IsWhole(text))
        {
            return text; // half a character cannot be normalised; it will match nothing
        }

        var normal = ToKatakana(text.Normalize(NormalizationForm.FormKC)).ToUpperInvariant();
        return new string([.. normal.Where(letter => !char.IsWhiteSpace(letter))]);
    }

    public static void CheckKana(FieldErrors errors, string field, string? kana, int longest)
    {
        errors.OptionalText(field, kana, longest);
        if (kana is not null && kana.Any(letter => !IsKana(letter)))
        {
            errors.Add(field, "kana_invalid", "カナで入力してください。", "A reading in katakana was expected.");
        }
    }

    public static void CheckPhone(FieldErrors errors, string field, string? digits)
    {
        if (digits is not null && (digits.Length is < 10 or > 11 || digits[0] != '0' || digits.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            errors.Add(field, "phone_invalid", "電話番号は0から始まる10桁か11桁の数字です。", "A phone number has 10 or 11 digits and begins with 0.");
        }
    }

    /// <summary>携帯電話: what an SMS can be sent to.</summary>
    public static void CheckMobile(FieldErrors errors, string field, string? digits)
    {
        if (digits is not null && (digits.Length != 11 || digits[..3] is not ("060" or "070" or "080" or "090") || digits.AsSpan().ContainsAnyExceptInRange('0', '9')))
        {
            errors.Add(field, "mobile_invalid", "携帯電話番号は060・070・080・090から始まる11桁の数字です。", "A mobile number has 11 digits and begins with 060, 070, 080 or 090.");
        }
    }

    public static void CheckEmail(FieldErrors errors, string field, string? email)
    {
        if (email is not null && (email.Length > LongestEmail || !EmailAddress.TryParse(email, out _)))
        {
            errors.Add(field, "email_invalid", "メールアドレスの形式が正しくありません。", "An e-mail address was expected.");
        }
    }

    private static string ToKatakana(string text) =>
        new([.. text.Select(letter => letter is >= FirstHiragana and <= LastHiragana ? (char)(letter + HiraganaToKatakana) : letter)]);

    private static bool IsKana(char letter) => letter is >= 'ァ' and <= 'ヺ' || char.IsAsciiLetterOrDigit(letter) || KanaExtras.Contains(letter, StringComparison.Ordinal);

    // Normalize throws on half of a surrogate pair; the check of the field names it instead.
    private static bool IsWhole(string text)
    {
        var errors = new FieldErrors();
        errors.OptionalText("text", text, int.MaxValue, lines: true);
        return !errors.Any;
    }
}
