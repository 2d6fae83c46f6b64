using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>A record as <c>record.json</c> and the webhooks show it (kintone.md §4).</summary>
internal static class RecordJson
{
    /// <param name="fields">The field codes to show; null or empty shows all.</param>
    public static JsonObject Of(AppDefinition app, StoredRecord record, IReadOnlyCollection<string>? fields = null)
    {
        var json = new JsonObject();
        foreach (var field in app.Fields.Where(field => Shown(fields, field.Code)))
        {
            if (Value(app, record, field) is { } value)
            {
                json[field.Code] = value;
            }
        }

        Add(json, fields, "$revision", "__REVISION__", record.Revision);
        Add(json, fields, "$id", "__ID__", record.Id);
        return json;
    }

    public static string Number(AppDefinition app, long id) =>
        string.IsNullOrEmpty(app.Code) ? id.ToString(CultureInfo.InvariantCulture) : $"{app.Code}-{id}";

    /// <summary>The title as lists show it: the texts of the title fields.</summary>
    public static string Title(AppDefinition app, StoredRecord record) =>
        string.Join(' ', app.TitleFields.Select(code => record.Values.GetValueOrDefault(code)).OfType<FieldValue.Text>().Select(text => text.Value).Where(text => !string.IsNullOrEmpty(text)));

    public static JsonObject Person(Person person) => new() { ["code"] = person.Code, ["name"] = person.Name };

    /// <summary>The value of a system field, which the record keeps outside its values; null when the form's process is off.</summary>
    private static JsonObject? Value(AppDefinition app, StoredRecord record, FieldDefinition field) => field.Type switch
    {
        FieldType.RecordNumber => Typed(field, Number(app, record.Id)),
        FieldType.Creator => Typed(field, Person(record.Creator)),
        FieldType.Modifier => Typed(field, Person(record.Modifier)),
        FieldType.CreatedTime => Typed(field, KintoneTimes.Format(record.CreatedAt)),
        FieldType.UpdatedTime => Typed(field, KintoneTimes.Format(record.UpdatedAt)),
        FieldType.Status => app.HasProcess ? Typed(field, record.Status) : null,
        FieldType.StatusAssignee => app.HasProcess ? Typed(field, new JsonArray([.. record.Assignees.Select(Person)])) : null,
        _ => Typed(field, Json(field, record.Values[field.Code])),
    };

    private static JsonNode? Json(FieldDefinition field, FieldValue value) => value switch
    {
        FieldValue.Text text => text.Value,
        FieldValue.Texts texts => new JsonArray([.. texts.Values.Select(text => (JsonNode)text)]),
        FieldValue.People people => new JsonArray([.. people.Values.Select(Person)]),
        FieldValue.Files files => new JsonArray([.. files.Values.Select(File)]),
        FieldValue.Table table => new JsonArray([.. table.Rows.Select(row => Row(field, row))]),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is not a shape of a value."),
    };

    private static JsonObject Row(FieldDefinition table, TableRow row) => new()
    {
        ["id"] = row.Id.ToString(CultureInfo.InvariantCulture),
        ["value"] = new JsonObject(table.Fields.Select(column => KeyValuePair.Create(column.Code, (JsonNode?)Typed(column, Json(column, row.Values[column.Code]))))),
    };

    private static JsonObject File(StoredFile file) => new()
    {
        ["fileKey"] = file.FileKey,
        ["name"] = file.Name,
        ["contentType"] = file.ContentType,
        ["size"] = file.Size,
    };

    private static JsonObject Typed(FieldDefinition field, JsonNode? value) => new() { ["type"] = field.Type.WireName(), ["value"] = value };

    private static void Add(JsonObject json, IReadOnlyCollection<string>? fields, string code, string type, long value)
    {
        if (Shown(fields, code))
        {
            json[code] = new JsonObject { ["type"] = type, ["value"] = value.ToString(CultureInfo.InvariantCulture) };
        }
    }

    private static bool Shown(IReadOnlyCollection<string>? fields, string code) => fields is null or { Count: 0 } || fields.Contains(code);
}
