using System.Text.RegularExpressions;

namespace Billing.Core.Transactions;

/// <summary>
/// The short name that this deployment gives to one low-code app, for example <c>orders</c>.
/// Lower-case letter first, then up to 15 lower-case letters or digits (design §3).
/// </summary>
public readonly partial record struct AppKey
{
    private readonly string? _value;

    private AppKey(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("AppKey has no value.");

    public static bool TryParse(string? text, out AppKey key)
    {
        if (text is not null && Form().IsMatch(text))
        {
            key = new AppKey(text);
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>Parses a key that is known to be well-formed, such as one read back from storage.</summary>
    /// <exception cref="FormatException">The text is not an app key.</exception>
    public static AppKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException($"'{text}' is not an app key; expected {FormPattern}.");

    public override string ToString() => Value;

    private const string FormPattern = "^[a-z][a-z0-9]{0,15}$";

    [GeneratedRegex(FormPattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
