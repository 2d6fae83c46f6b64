using System.Globalization;
using System.Text.Json;

using Azure;

namespace Billing.Adapters.Storage.Tables;

/// <summary>Reads rows from the table service's JSON with minimal metadata: types that JSON does not tell come as annotations.</summary>
internal static class EntityJsonReader
{
    private const string Annotation = "@odata.type";

    public static T Read<T>(JsonElement json)
        where T : TableEntity, new()
    {
        var entity = new T();
        foreach (var member in json.EnumerateObject())
        {
            ReadMember(json, member, entity);
        }

        return entity;
    }

    private static void ReadMember(JsonElement json, JsonProperty member, TableEntity entity)
    {
        switch (member.Name)
        {
            case "PartitionKey":
                entity.PartitionKey = member.Value.GetString() ?? "";
                break;
            case "RowKey":
                entity.RowKey = member.Value.GetString() ?? "";
                break;
            case "Timestamp":
                entity.Timestamp = Instant(member.Value);
                break;
            case "odata.etag":
                entity.ETag = new ETag(member.Value.GetString()!);
                break;
            case var name when name.StartsWith("odata.", StringComparison.Ordinal) || name.EndsWith(Annotation, StringComparison.Ordinal):
                break;
            default:
                entity[member.Name] = Value(member, json.TryGetProperty(member.Name + Annotation, out var type) ? type.GetString() : null);
                break;
        }
    }

    private static object? Value(JsonProperty member, string? type) => (member.Value.ValueKind, type) switch
    {
        (JsonValueKind.Null, _) => null,
        (JsonValueKind.True or JsonValueKind.False, _) => member.Value.GetBoolean(),
        (_, "Edm.Int64") => long.Parse(member.Value.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
        (_, "Edm.DateTime") => Instant(member.Value),
        (_, "Edm.Guid") => Guid.Parse(member.Value.GetString()!, CultureInfo.InvariantCulture),
        (_, "Edm.Binary") => Convert.FromBase64String(member.Value.GetString()!),
        (JsonValueKind.String, "Edm.Double") => Special(member),
        (JsonValueKind.String, null or "Edm.String") => member.Value.GetString(),
        (JsonValueKind.Number, "Edm.Double") => member.Value.GetDouble(),
        (JsonValueKind.Number, null or "Edm.Int32") => Number(member.Value),
        _ => throw Unreadable(member, type),
    };

    // Without annotation an integer is an Int32 and everything with a point or an exponent a Double.
    private static object Number(JsonElement value) =>
        !value.GetRawText().AsSpan().ContainsAny(".eE") && value.TryGetInt32(out var number) ? (object)number : value.GetDouble();

    private static double Special(JsonProperty member) => member.Value.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        _ => throw Unreadable(member, "Edm.Double"),
    };

    private static DateTimeOffset Instant(JsonElement value) =>
        DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static InvalidDataException Unreadable(JsonProperty member, string? type) =>
        new($"The table service sent property '{member.Name}' as {member.Value.ValueKind} of type {type ?? "(none)"}, which it does not define.");
}
