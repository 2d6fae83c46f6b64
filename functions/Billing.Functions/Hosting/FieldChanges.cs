using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Billing.Functions.Hosting;

/// <summary>Which fields of a view an edit changed, by name: what an audit entry says of it.</summary>
internal static class FieldChanges
{
    public static IReadOnlyList<string> Of<T>(T before, T after, JsonTypeInfo<T> type)
    {
        var (old, now) = (Fields(before, type), Fields(after, type));
        return [.. old.Select(field => field.Key).Union(now.Select(field => field.Key)).Where(name => !JsonNode.DeepEquals(old[name], now[name])).Order(StringComparer.Ordinal)];
    }

    /// <summary>All fields that have a value: of what is new.</summary>
    public static IReadOnlyList<string> All<T>(T value, JsonTypeInfo<T> type) => [.. Fields(value, type).Select(field => field.Key).Order(StringComparer.Ordinal)];

    private static JsonObject Fields<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.SerializeToNode(value, type)!.AsObject();
}
