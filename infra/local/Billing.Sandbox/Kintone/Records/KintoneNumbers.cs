using System.Globalization;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>Numbers are texts; they are normalised when saved (kintone.md §10 no. 12): <c>" 1.5e1 "</c> becomes <c>15</c>.</summary>
internal static class KintoneNumbers
{
    private const NumberStyles Accepted = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>False for what is not a number, such as <c>1,000</c> or full-width digits.</summary>
    public static bool TryParse(string text, out decimal number)
    {
        number = 0;
        var trimmed = text.Trim();
        return trimmed.All(char.IsAscii) && decimal.TryParse(trimmed, Accepted, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Without trailing zeros or exponent.</summary>
    public static string Format(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
