using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>One comparison; which operators a type takes is kintone.md §3.2.</summary>
internal static class QueryCondition
{
    /// <param name="op">In lower case; <c>not in</c> and <c>not like</c> are one operator each.</param>
    /// <exception cref="KintoneException"><c>GAIA_IQ03</c>, <c>GAIA_IQ07</c>.</exception>
    public static Func<StoredRecord, bool> Of(QueryField field, string op, IReadOnlyList<string> operands)
    {
        Check(field, op);
        var wanted = operands.Select(field.Normalise).ToHashSet(StringComparer.Ordinal);
        return op switch
        {
            "=" or "in" => record => field.Texts(record).Any(wanted.Contains),
            "!=" or "not in" => record => !field.Texts(record).Any(wanted.Contains),
            "like" => record => field.Texts(record).Any(text => text.Contains(wanted.First(), StringComparison.OrdinalIgnoreCase)),
            "not like" => record => !field.Texts(record).Any(text => text.Contains(wanted.First(), StringComparison.OrdinalIgnoreCase)),
            _ => record => field.Texts(record).Any(text => text.Length > 0 && Holds(op, Compare(field.Type, text, wanted.First()))),
        };
    }

    public static int Compare(FieldType type, string left, string right)
    {
        if (type.IsNumeric() && KintoneNumbers.TryParse(left, out var a) && KintoneNumbers.TryParse(right, out var b))
        {
            return a.CompareTo(b);
        }

        return string.CompareOrdinal(left, right);
    }

    private static bool Holds(string op, int order) => op switch
    {
        ">" => order > 0,
        "<" => order < 0,
        ">=" => order >= 0,
        _ => order <= 0,
    };

    private static void Check(QueryField field, string op)
    {
        var allowed = field.Type switch
        {
            FieldType.SingleLineText or FieldType.Link => op is "=" or "!=" or "in" or "not in" or "like" or "not like",
            FieldType.MultiLineText or FieldType.RichText or FieldType.File => op is "like" or "not like",
            _ when field.Type.IsNumeric() || field.Type.IsTemporal() => op is not ("like" or "not like"),
            _ => op is "in" or "not in",
        };
        if (!allowed)
        {
            throw KintoneErrors.OperatorNotUsable(field.Code, op);
        }

        if (field.IsColumn && op is ("=" or "!="))
        {
            throw KintoneErrors.OperatorNotUsableInTable(field.Code);
        }
    }
}
