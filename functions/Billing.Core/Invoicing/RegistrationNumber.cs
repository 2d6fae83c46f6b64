namespace Billing.Core.Invoicing;

/// <summary>
/// 適格請求書発行事業者の登録番号: <c>T</c> and 13 digits. A corporation's are its corporate number, whose first digit checks the others; a sole
/// proprietor's check digit is not public, so that a mismatch only warns.
/// </summary>
public readonly record struct RegistrationNumber
{
    private const int Digits = 13;

    private readonly string? _value;

    private RegistrationNumber(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("RegistrationNumber has no value.");

    /// <summary>
    /// Whether the first digit is the check digit of the other twelve, as for a corporate number (法人番号の指定等に関する省令 §2):
    /// 9 less the remainder by 9 of the digits' sum, every second one from the right but one counted twice.
    /// </summary>
    public bool HasCorporateCheckDigit
    {
        get
        {
            var sum = 0;
            for (var fromRight = 1; fromRight < Digits; fromRight++)
            {
                var digit = Value[^fromRight] - '0';
                sum += fromRight % 2 == 1 ? digit : digit * 2;
            }

            return Value[1] - '0' == 9 - (sum % 9);
        }
    }

    public static bool TryParse(string? text, out RegistrationNumber number)
    {
        number = text is { Length: Digits + 1 } && text[0] == 'T' && !text.AsSpan(1).ContainsAnyExceptInRange('0', '9') ? new RegistrationNumber(text) : default;
        return number._value is not null;
    }

    /// <exception cref="FormatException">The text is not a registration number.</exception>
    public static RegistrationNumber Parse(string text) =>
        TryParse(text, out var number) ? number : throw new FormatException($"'{text[..Math.Min(text.Length, 30)]}' is not a registration number; expected T and {Digits} digits.");

    public override string ToString() => Value;
}
