using System.Collections.Immutable;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>Computes the CALC fields of a record: those in rows first, then those of the record in the form's order.</summary>
internal static class Calculation
{
    public static ImmutableDictionary<string, FieldValue> Of(AppDefinition app, ImmutableDictionary<string, FieldValue> values)
    {
        foreach (var table in app.Fields.Where(field => field.Type == FieldType.Subtable))
        {
            values = values.SetItem(table.Code, Rows(table, values));
        }

        foreach (var calc in app.Fields.Where(field => field.Type == FieldType.Calc))
        {
            var known = values;
            values = values.SetItem(calc.Code, Compute(calc, code => Numbers(app, known, code)));
        }

        return values;
    }

    private static FieldValue.Table Rows(FieldDefinition table, ImmutableDictionary<string, FieldValue> values)
    {
        var calcs = table.Fields.Where(column => column.Type == FieldType.Calc).ToList();
        var rows = ((FieldValue.Table)values[table.Code]).Rows;
        return new FieldValue.Table([.. rows.Select(row => calcs.Aggregate(row, Cell))]);

        static TableRow Cell(TableRow row, FieldDefinition calc) =>
            row with { Values = row.Values.SetItem(calc.Code, Compute(calc, code => [Number(row.Values.GetValueOrDefault(code))])) };
    }

    private static FieldValue.Text Compute(FieldDefinition calc, Func<string, IReadOnlyList<decimal>> field) =>
        new(new Formula(calc.Expression ?? "", field).Evaluate());

    private static List<decimal> Numbers(AppDefinition app, ImmutableDictionary<string, FieldValue> values, string code)
    {
        var table = app.Fields.FirstOrDefault(field => field.Fields.Any(column => column.Code == code));
        return table is null
            ? [Number(values.GetValueOrDefault(code))]
            : [.. ((FieldValue.Table)values[table.Code]).Rows.Select(row => Number(row.Values.GetValueOrDefault(code)))];
    }

    private static decimal Number(FieldValue? value) =>
        value is FieldValue.Text { Value: { } text } && KintoneNumbers.TryParse(text, out var number) ? number : 0;
}
