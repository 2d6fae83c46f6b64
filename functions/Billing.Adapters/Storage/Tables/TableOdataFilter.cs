using System.Globalization;

namespace Billing.Adapters.Storage.Tables;

/// <summary>
/// Makes a filter from an interpolated text: the text is the filter's, every value in it becomes a literal of its type and can never
/// become part of the filter itself.
/// </summary>
internal static class TableOdataFilter
{
    public static string Create(FormattableString filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var literals = new object[filter.ArgumentCount];
        for (var index = 0; index < literals.Length; index++)
        {
            literals[index] = Literal(filter.GetArgument(index));
        }

        return string.Format(CultureInfo.InvariantCulture, filter.Format, literals);
    }

    private static string Literal(object? value) => value switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number when double.IsFinite(number) => EntityJsonWriter.Finite(number),
        DateTimeOffset instant => $"datetime'{EntityJsonWriter.Instant(instant)}'",
        Guid id => $"guid'{id:D}'",
        byte[] bytes => $"X'{Convert.ToHexStringLower(bytes)}'",
        null => throw new ArgumentException("A filter cannot compare with null: tables have no null."),
        _ => throw new ArgumentException($"A filter cannot compare with a value of type {value.GetType().Name}."),
    };
}
