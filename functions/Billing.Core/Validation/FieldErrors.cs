using System.Globalization;

namespace Billing.Core.Validation;

/// <summary>
/// Collects what is wrong with the fields of a request, so that the sender learns all of it at once. Bounded: what is wrong with ten
/// thousand lines is said of the first hundred.
/// </summary>
public sealed class FieldErrors
{
    /// <summary>So many are reported at most.</summary>
    public const int Most = 100;

    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> All => _errors;

    public bool Any => _errors.Count > 0;

    public void Add(string field, string code, string messageJa, string messageEn)
    {
        if (_errors.Count < Most)
        {
            _errors.Add(new FieldError(field, code, messageJa, messageEn));
        }
    }

    public void AddRange(IEnumerable<FieldError> errors) => _errors.AddRange(errors.Take(Most - _errors.Count));

    public void Required(string field) => Add(field, "required", "必須項目です。", "This field is required.");

    /// <summary>A text that must be there: not blank, at most so long, and without control characters.</summary>
    public void Text(string field, string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Required(field);
            return;
        }

        OptionalText(field, text, longest);
    }

    /// <summary>A text that may be missing; line breaks are allowed only where asked for.</summary>
    public void OptionalText(string field, string? text, int longest, bool lines = false)
    {
        if (text is null)
        {
            return;
        }

        if (text.Length > longest)
        {
            Add(field, "too_long", $"{longest.ToString(CultureInfo.InvariantCulture)}文字以内にしてください。", $"At most {longest.ToString(CultureInfo.InvariantCulture)} characters.");
        }

        if (text.Any(letter => char.IsControl(letter) && !(lines && letter is '\n' or '\r' or '\t')) || HasHalfPair(text))
        {
            Add(field, "character_invalid", "制御文字など使用できない文字が含まれています。", "Control characters and broken characters are not allowed.");
        }
    }

    /// <summary>A value of an enumeration that is one of its names: JSON also takes numbers.</summary>
    public void Defined<T>(string field, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            var names = string.Join(", ", Enum.GetNames<T>());
            Add(field, "not_a_choice", $"次のいずれかにしてください: {names}", $"One of these was expected: {names}.");
        }
    }

    /// <summary>登録番号: <c>T</c> and 13 digits, or none. Its check digit only warns, elsewhere: a sole proprietor's number has none that is public.</summary>
    public void RegistrationNumber(string field, string? text)
    {
        if (text is not null && !Invoicing.RegistrationNumber.TryParse(text, out _))
        {
            Add(field, "registration_number_invalid", "登録番号は「T」と13桁の数字です。", "A registration number is T and 13 digits.");
        }
    }

    public void Range(string field, long value, long least, long most)
    {
        if (value < least || value > most)
        {
            Add(
                field, "out_of_range",
                string.Create(CultureInfo.InvariantCulture, $"{least}から{most}までにしてください。"),
                string.Create(CultureInfo.InvariantCulture, $"Must be {least} to {most}."));
        }
    }

    public void Count(string field, int count, int most)
    {
        if (count > most)
        {
            Add(
                field, "too_many",
                string.Create(CultureInfo.InvariantCulture, $"{most}件以内にしてください。"),
                string.Create(CultureInfo.InvariantCulture, $"At most {most} entries."));
        }
    }

    // Half of a surrogate pair has no UTF-8: storage refuses it.
    private static bool HasHalfPair(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                return true;
            }
        }

        return false;
    }
}
