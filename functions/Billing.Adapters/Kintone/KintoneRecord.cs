using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Billing.Adapters.Kintone;

/// <summary>A record as kintone answers it: field code → <c>{type, value}</c>. Holds personal data.</summary>
internal sealed partial class KintoneRecord
{
    private readonly JsonElement _fields;

    private KintoneRecord(string id, long revision, JsonElement fields)
    {
        Id = id;
        Revision = revision;
        _fields = fields;
    }

    public string Id { get; }

    public long Revision { get; }

    public IEnumerable<(string Code, KintoneValue Value)> Fields =>
        _fields.EnumerateObject().Select(property => (property.Name, KintoneValue.Of(property.Value)));

    /// <summary>Null when the app has no such field (any more), or hides it from our token.</summary>
    public KintoneValue? Find(string code) => _fields.TryGetProperty(code, out var field) ? KintoneValue.Of(field) : null;

    /// <summary>The first field of a type that exists once in each app, such as MODIFIER; its code is chosen by the app.</summary>
    public KintoneValue? FindByType(string type) =>
        Fields.Select(field => (KintoneValue?)field.Value).FirstOrDefault(value => value!.Value.Type == type);

    /// <returns>Null when this is no record: <c>$id</c> or <c>$revision</c> is missing.</returns>
    public static KintoneRecord? Read(JsonElement fields)
    {
        if (fields.ValueKind != JsonValueKind.Object
            || !fields.TryGetProperty("$id", out var id) || KintoneValue.Of(id).Text is not { } recordId
            || !fields.TryGetProperty("$revision", out var revision)
            || !long.TryParse(KintoneValue.Of(revision).Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return new KintoneRecord(recordId, number, fields);
    }

    /// <summary>Whether a text can be the id of a record; others are not asked for.</summary>
    public static bool IsId(string text) => IdForm().IsMatch(text);

    public override string ToString() => $"KintoneRecord {Id} at {Revision}";

    [GeneratedRegex("^[1-9][0-9]{0,17}$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}
