using System.Text.RegularExpressions;

namespace Billing.Core.Ids;

/// <summary>The form of the ids of customers, products, contracts and orders: 1 to 40 letters, digits, <c>_</c> and <c>-</c>, the first a letter or digit. They are storage keys and parts of URLs.</summary>
public static partial class RowId
{
    private const string FormPattern = "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$";

    public static bool IsValid(string? text) => text is not null && Form().IsMatch(text);

    public static FormatException Invalid(string? text) => new($"'{text?[..Math.Min(text.Length, 60)]}' is not an id; expected {FormPattern}.");

    [GeneratedRegex(FormPattern + "(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
