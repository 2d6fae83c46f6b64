using System.Globalization;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>
/// The arithmetic of CALC fields that apps here use: numbers, field codes, <c>+ - * /</c>, parentheses and <c>SUM(column)</c>.
/// An empty operand counts as 0, as in kintone; an error (division by zero, too large) gives "".
/// </summary>
/// <param name="field">The values of a field code: one for a field, one per row for a column.</param>
internal sealed class Formula(string text, Func<string, IReadOnlyList<decimal>> field)
{
    private int _at;

    public string Evaluate()
    {
        try
        {
            var result = Sum();
            return _at == text.Length ? KintoneNumbers.Format(result) : "";
        }
        catch (Exception failure) when (failure is DivideByZeroException or OverflowException or FormatException)
        {
            return "";
        }
    }

    private decimal Sum()
    {
        var total = Product();
        while (true)
        {
            if (Take('+'))
            {
                total += Product();
            }
            else if (Take('-'))
            {
                total -= Product();
            }
            else
            {
                return total;
            }
        }
    }

    private decimal Product()
    {
        var total = Operand();
        while (true)
        {
            if (Take('*'))
            {
                total *= Operand();
            }
            else if (Take('/'))
            {
                total /= Operand();
            }
            else
            {
                return total;
            }
        }
    }

    private decimal Operand()
    {
        if (Take('-'))
        {
            return -Operand();
        }

        if (Take('('))
        {
            return Closed(Sum());
        }

        var word = Word();
        if (word == "SUM" && Take('('))
        {
            return Closed(field(Word()).Sum());
        }

        return decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : First(field(word));
    }

    private static decimal First(IReadOnlyList<decimal> values) => values.Count > 0 ? values[0] : 0;

    private decimal Closed(decimal value) => Take(')') ? value : throw new FormatException($"A parenthesis is not closed at {_at}.");

    private string Word()
    {
        SkipBlanks();
        var start = _at;
        while (_at < text.Length && !"+-*/() ".Contains(text[_at], StringComparison.Ordinal))
        {
            _at++;
        }

        return _at > start ? text[start.._at] : throw new FormatException($"An operand is missing at {start}.");
    }

    private bool Take(char symbol)
    {
        SkipBlanks();
        if (_at < text.Length && text[_at] == symbol)
        {
            _at++;
            SkipBlanks();
            return true;
        }

        return false;
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] == ' ')
        {
            _at++;
        }
    }
}
