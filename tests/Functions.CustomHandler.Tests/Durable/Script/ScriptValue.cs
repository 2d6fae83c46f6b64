using System.Globalization;
using System.Text.Json;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>The language's values: null, bool, decimal, text, list, map, task, token, error.</summary>
internal static class ScriptValue
{
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(pair => pair.Name, pair => FromJson(pair.Value)),
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        decimal number => number != 0,
        string text => text.Length > 0,
        _ => true,
    };

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (List<object?> a, List<object?> b) => a.Count == b.Count && a.Zip(b).All(pair => AreEqual(pair.First, pair.Second)),
        (ScriptTask a, ScriptTask b) => ReferenceEquals(a.Task, b.Task),
        _ => Equals(left, right),
    };

    public static object? Add(object? left, object? right) => (left, right) switch
    {
        (decimal a, decimal b) => a + b,
        (List<object?> a, List<object?> b) => a.Concat(b).ToList(),
        _ => Text(left) + Text(right),
    };

    public static object? Member(object? value, string name) => value switch
    {
        Dictionary<string, object?> map => map.GetValueOrDefault(name),
        ScriptError error => error.Member(name),
        null => throw new InvalidOperationException($"null has no '{name}'."),
        _ => throw new FormatException($"{value.GetType().Name} has no '{name}'."),
    };

    public static object? Item(object? value, object? index) => value switch
    {
        List<object?> list => list[(int)(decimal)index!],
        Dictionary<string, object?> map => map.GetValueOrDefault((string)index!),
        _ => throw new FormatException("Only lists and maps have items."),
    };

    public static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => text,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
