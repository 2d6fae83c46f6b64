using System.Globalization;
using Billing.Sandbox.Kintone.Forms;
using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>A field that a query names: its type, whether it is a table's column, and its values of a record.</summary>
internal sealed class QueryField
{
    private readonly AppDefinition _app;
    private readonly string _code;
    private readonly string? _table;

    private QueryField(AppDefinition app, string code, FieldType type, string? table)
    {
        _app = app;
        _code = code;
        Type = type;
        _table = table;
    }

    public FieldType Type { get; }

    public string Code => _code;

    public bool IsColumn => _table is not null;

    /// <exception cref="KintoneException"><c>GAIA_IQ11</c>: the app has no such field.</exception>
    public static QueryField Of(AppDefinition app, string code)
    {
        if (code is "$id")
        {
            return new QueryField(app, code, FieldType.RecordNumber, null);
        }

        if (app.Field(code) is { Type: not FieldType.Subtable } field)
        {
            return new QueryField(app, code, field.Type, null);
        }

        var table = app.Fields.FirstOrDefault(each => each.Fields.Any(column => column.Code == code)) ?? throw KintoneErrors.UnknownField(code);
        return new QueryField(app, code, table.Fields.First(column => column.Code == code).Type, table.Code);
    }

    /// <summary>One text per row for a column, per person or option for a list, else one. An empty list reads as one empty text.</summary>
    public IReadOnlyList<string> Texts(StoredRecord record) => Type switch
    {
        FieldType.RecordNumber => [record.Id.ToString(CultureInfo.InvariantCulture)],
        FieldType.Creator => [record.Creator.Code],
        FieldType.Modifier => [record.Modifier.Code],
        FieldType.CreatedTime => [KintoneTimes.Format(record.CreatedAt)],
        FieldType.UpdatedTime => [KintoneTimes.Format(record.UpdatedAt)],
        FieldType.Status => [record.Status],
        FieldType.StatusAssignee => OrEmpty(record.Assignees.Select(person => person.Code)),
        _ when _table is not null => OrEmpty(((FieldValue.Table)record.Values[_table]).Rows.SelectMany(row => Texts(row.Values[_code]))),
        _ => OrEmpty(Texts(record.Values[_code])),
    };

    /// <summary>Brings a text of the query into the form in which values are stored, so that both compare.</summary>
    /// <exception cref="KintoneException"><c>CB_VA01</c>: not a date, not a number.</exception>
    public string Normalise(string text) => Type switch
    {
        _ when text.Length == 0 => text,
        FieldType.RecordNumber => Known(text.StartsWith($"{_app.Code}-", StringComparison.Ordinal) ? text[(_app.Code!.Length + 1)..] : Number(text)),
        _ when Type.IsNumeric() => Known(Number(text)),
        FieldType.Date => Known(KintoneTimes.Date(text)),
        FieldType.Time => Known(KintoneTimes.Time(text)),
        _ when Type.IsTemporal() => Known(KintoneTimes.Instant(text)),
        _ => text,
    };

    private static string? Number(string text) => KintoneNumbers.TryParse(text, out var number) ? KintoneNumbers.Format(number) : null;

    private string Known(string? normalised) => normalised ?? throw KintoneErrors.Validation("query", $"フィールド {_code} の値の形式が正しくありません。");

    private static List<string> OrEmpty(IEnumerable<string> texts)
    {
        List<string> list = [.. texts];
        return list.Count == 0 ? [""] : list;
    }

    private static IEnumerable<string> Texts(FieldValue value) => value switch
    {
        FieldValue.Text text => [text.Value ?? ""],
        FieldValue.Texts texts => texts.Values,
        FieldValue.People people => people.Values.Select(person => person.Code),
        FieldValue.Files files => files.Values.Select(file => file.Name),
        _ => [],
    };
}
