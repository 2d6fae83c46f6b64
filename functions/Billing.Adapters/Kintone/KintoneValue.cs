using System.Text.Json;

namespace Billing.Adapters.Kintone;

/// <summary>
/// One field's <c>{type, value}</c> (kintone §4). Numbers are strings, empty is <c>""</c>, <c>null</c> or <c>[]</c> depending
/// on the type: all of them read as null here.
/// </summary>
internal readonly record struct KintoneValue(string Type, JsonElement Value)
{
    public static KintoneValue Of(JsonElement field) =>
        field.ValueKind == JsonValueKind.Object
        && field.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String
        && field.TryGetProperty("value", out var value)
            ? new KintoneValue(type.GetString()!, value)
            : new KintoneValue("", default);

    /// <summary>A scalar's text; null when empty or not a scalar.</summary>
    public string? Text => Value.ValueKind switch
    {
        JsonValueKind.String when Value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => Value.GetRawText(),
        _ => null,
    };

    /// <summary>The chosen options of a selection of several, or the one text of a scalar.</summary>
    public IReadOnlyList<string> Choices => Value.ValueKind == JsonValueKind.Array
        ? [.. Value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)]
        : Text is { } text ? [text] : [];

    /// <summary>The user code of CREATOR and MODIFIER.</summary>
    public string? UserCode =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty("code", out var code) && code.ValueKind == JsonValueKind.String
            ? code.GetString()
            : null;

    /// <summary>The rows of a SUBTABLE: column code → value.</summary>
    public IEnumerable<IReadOnlyDictionary<string, KintoneValue>> Rows => Value.ValueKind == JsonValueKind.Array
        ? Value.EnumerateArray().Select(Row)
        : [];

    private static Dictionary<string, KintoneValue> Row(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("value", out var columns) && columns.ValueKind == JsonValueKind.Object
            ? columns.EnumerateObject().ToDictionary(column => column.Name, column => Of(column.Value))
            : [];

    public override string ToString() => $"KintoneValue {Type}";
}
