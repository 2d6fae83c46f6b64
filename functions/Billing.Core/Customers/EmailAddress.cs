using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Billing.Core.Customers;

/// <summary>
/// An e-mail address as a key of accounts: lower case, and ASCII only, because look-alike letters of other alphabets that fold to the same
/// text would let one person sign in as another. At most 254 characters (RFC 5321 §4.5.3.1.3). Personal data: <see cref="ToString"/> hides it.
/// </summary>
public sealed partial record EmailAddress
{
    private const int Longest = 254;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? email)
    {
        var trimmed = text?.Trim();
        email = trimmed is { Length: <= Longest } && Form().IsMatch(trimmed) ? new EmailAddress(trimmed.ToLowerInvariant()) : null;
        return email is not null;
    }

    public override string ToString() => "(e-mail)";

    [GeneratedRegex(@"\A[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
