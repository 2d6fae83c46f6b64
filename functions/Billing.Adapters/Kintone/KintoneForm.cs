using System.Text.Json;

namespace Billing.Adapters.Kintone;

/// <summary>The fields of an app's form (<c>app/form/fields.json</c>), columns of tables included: codes are unique in an app.</summary>
internal sealed class KintoneForm
{
    private readonly Dictionary<string, KintoneFormField> _fields = [];

    private KintoneForm()
    {
    }

    public KintoneFormField? Find(string code) => _fields.GetValueOrDefault(code);

    public static KintoneForm Read(JsonElement body)
    {
        var form = new KintoneForm();
        var copies = new HashSet<string>();
        if (body.TryGetProperty("properties", out var properties))
        {
            form.Add(properties, table: null, copies);
        }

        foreach (var code in copies.Where(form._fields.ContainsKey))
        {
            form._fields[code] = form._fields[code] with { IsLookupCopy = true };
        }

        return form;
    }

    private void Add(JsonElement properties, string? table, HashSet<string> copies)
    {
        if (properties.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        foreach (var property in properties.EnumerateObject())
        {
            var field = property.Value;
            var type = field.TryGetProperty("type", out var name) ? name.GetString() ?? "" : "";
            _fields[property.Name] = new KintoneFormField(type, table, Options(field));
            AddCopies(field, copies);

            // A table holds fields, never another table.
            if (table is null && field.TryGetProperty("fields", out var columns))
            {
                Add(columns, property.Name, copies);
            }
        }
    }

    private static List<string>? Options(JsonElement field) =>
        field.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object
            ? [.. options.EnumerateObject().Select(option => option.Name)]
            : null;

    private static void AddCopies(JsonElement field, HashSet<string> copies)
    {
        if (field.TryGetProperty("lookup", out var lookup) && lookup.ValueKind == JsonValueKind.Object
            && lookup.TryGetProperty("fieldMappings", out var mappings) && mappings.ValueKind == JsonValueKind.Array)
        {
            copies.UnionWith(mappings.EnumerateArray()
                .Select(mapping => mapping.TryGetProperty("field", out var target) ? target.GetString() : null).OfType<string>());
        }
    }
}
