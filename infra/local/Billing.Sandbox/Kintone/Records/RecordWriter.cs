using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>
/// Merges what a request names into a record's values: fields not named keep theirs, required and unique fields are checked on the
/// merged record (kintone.md §3.1), CALC fields are computed. Field codes that the form does not have are ignored.
/// </summary>
internal sealed class RecordWriter(AppTable app, KintoneDirectory directory, WriteFaults faults)
{
    private readonly ValueReader _values = new(directory, faults);

    /// <param name="before">Null for a new record.</param>
    /// <param name="prefix"><c>record</c>, <c>records[2]</c> or <c>records[2].record</c>.</param>
    public ImmutableDictionary<string, FieldValue> Merge(StoredRecord? before, JsonObject named, string prefix)
    {
        var values = before?.Values ?? Defaults();
        foreach (var field in app.Definition.Fields)
        {
            if (named.TryGetPropertyValue(field.Code, out var node))
            {
                var value = node is null ? null : (node as JsonObject ?? throw KintoneErrors.BadJson())["value"];
                values = Set(values, field, value, prefix);
            }
        }

        CheckMerged(values, before?.Id, prefix);
        return Calculation.Of(app.Definition, values);
    }

    private ImmutableDictionary<string, FieldValue> Set(ImmutableDictionary<string, FieldValue> values, FieldDefinition field, JsonNode? value, string prefix)
    {
        var path = new FieldPath(prefix, field.Code, inRow: false);
        if (field.Type.IsSystem())
        {
            faults.Add(path.Scalar, "このフィールドの値は変更できません。");
            return values;
        }

        return values.SetItem(field.Code, field.Type == FieldType.Subtable
            ? new TableReader(_values, app.NextRowId).Read(field, (FieldValue.Table)values[field.Code], value, path)
            : _values.Read(field, value, path));
    }

    private ImmutableDictionary<string, FieldValue> Defaults() =>
        app.Definition.Fields.Where(field => !field.Type.IsSystem()).ToImmutableDictionary(field => field.Code, EmptyValues.Of);

    private void CheckMerged(ImmutableDictionary<string, FieldValue> values, long? id, string prefix)
    {
        foreach (var field in app.Definition.Fields.Where(field => !field.Type.IsSystem()))
        {
            var path = new FieldPath(prefix, field.Code, inRow: false);
            if (field.Required && values[field.Code].IsEmpty)
            {
                faults.Add(field.Type.IsArray() ? path.Array : path.Scalar, "必須です。");
            }

            if (field.Unique && values[field.Code] is FieldValue.Text { Value: { Length: > 0 } text } && app.IsTaken(field.Code, text, id))
            {
                faults.Add(path.Scalar, "値がほかのレコードと重複しています。");
            }
        }
    }
}
