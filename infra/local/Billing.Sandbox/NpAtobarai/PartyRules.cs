using System.Text.RegularExpressions;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// The rules for the fields of a party (providers.md §2.3) with the codes of §2.5. Letters are counted as such, not by bytes. What
/// letters NP forbids is not public [A]: control characters, half-width kana and what is outside the Basic Multilingual Plane.
/// </summary>
internal static partial class PartyRules
{
    private const int FirstOfCustomer = 48;

    /// <summary>E0100072 to E0100091 and E0100137 are "the same for the delivery place".</summary>
    private const int FirstOfDestination = 72;

    private static readonly string[] ElevenDigits = ["020", "050", "060", "070", "080", "090"];

    public static IEnumerable<string> Faults(NpParty party, bool isDestination)
    {
        var codes = new Codes(isDestination);
        return Names(party, codes).Concat(Zip(party, codes)).Concat(Address(party, codes)).Concat(Tel(party, codes)).Concat(Email(party, codes));
    }

    private static IEnumerable<string> Names(NpParty party, Codes codes)
    {
        if (party.Name.Length == 0)
        {
            yield return codes.At(0);
        }

        foreach (var code in Text(party.Name, codes, 1, 21).Concat(Text(party.Company, codes, 5, 30)).Concat(Text(party.Department, codes, 7, 30)))
        {
            yield return code;
        }

        if (!Kana().IsMatch(party.Kana))
        {
            yield return codes.At(3);
        }

        if (party.Kana.Length > 25)
        {
            yield return codes.At(4);
        }
    }

    private static IEnumerable<string> Zip(NpParty party, Codes codes)
    {
        var digits = party.Zip.Replace("-", "", StringComparison.Ordinal);
        if (party.Zip.Length == 0)
        {
            yield return codes.At(9);
        }
        else if (!digits.All(char.IsAsciiDigit))
        {
            yield return codes.At(10);
        }
        else if (!ZipForm().IsMatch(party.Zip))
        {
            yield return codes.ZipForm;
        }
        else if (!PostalCodes.Fits(digits, party.Address))
        {
            yield return codes.At(11);
        }
    }

    private static IEnumerable<string> Address(NpParty party, Codes codes) =>
        party.Address.Length == 0 ? [codes.At(12)] : Text(party.Address, codes, 13, 55);

    private static IEnumerable<string> Tel(NpParty party, Codes codes)
    {
        var digits = party.Tel.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length == 0)
        {
            yield return codes.At(15);
        }
        else if (!digits.All(char.IsAsciiDigit))
        {
            yield return codes.At(16);
        }
        else if (digits[0] != '0')
        {
            yield return codes.At(18);
        }
        else if (digits.Length != (ElevenDigits.Contains(digits[..Math.Min(3, digits.Length)]) ? 11 : 10))
        {
            yield return codes.At(17);
        }
    }

    /// <summary>Optional; E0100068 to 071, which exist for the buyer only.</summary>
    private static IEnumerable<string> Email(NpParty party, Codes codes)
    {
        if (codes.IsDestination || party.Email.Length == 0)
        {
            yield break;
        }

        if (!party.Email.All(letter => letter is > ' ' and < '\u007f'))
        {
            yield return codes.At(21);
        }
        else if (party.Email.Length > 100)
        {
            yield return codes.At(22);
        }
        else if (party.Email.Split('@') is not [{ Length: > 0 }, { Length: > 0 }])
        {
            yield return codes.At(23);
        }
    }

    private static IEnumerable<string> Text(string text, Codes codes, int first, int most)
    {
        if (Forbidden().IsMatch(text))
        {
            yield return codes.At(first);
        }

        if (text.Length > most)
        {
            yield return codes.At(first + 1);
        }
    }

    [GeneratedRegex(@"[\p{Cc}\p{Cs}\uff61-\uff9f]")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"^[\u30a0-\u30ff\u3040-\u309f\u3000 A-Za-z0-9\uff10-\uff5a.．・-]*$")]
    private static partial Regex Kana();

    [GeneratedRegex(@"^\d{3}-?\d{4}$")]
    private static partial Regex ZipForm();

    private readonly record struct Codes(bool IsDestination)
    {
        public string ZipForm => IsDestination ? "E0100137" : "E0100136";

        public string At(int offset) => $"E0100{(IsDestination ? FirstOfDestination : FirstOfCustomer) + offset:D3}";
    }
}
