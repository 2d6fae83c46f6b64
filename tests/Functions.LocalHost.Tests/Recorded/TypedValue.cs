using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>The typed values of the recorded requests, as the values of bindings.</summary>
internal static class TypedValue
{
    public static IReadOnlyList<KeyValuePair<string, WireValue>> Named(JsonElement entry, string member, string key) =>
        entry.TryGetProperty(member, out var values)
            ? [.. values.EnumerateArray().Select(each => KeyValuePair.Create(each.GetProperty(key).GetString()!, Read(each.GetProperty("value"))))]
            : [];

    public static WireValue Read(JsonElement value) => value.GetProperty("type").GetString() switch
    {
        "string" => new WireValue.Text(Text(value)),
        "guid" or "uri" or "timeSpan" => new WireValue.Text(value.GetProperty("value").GetString()!),
        "bytes" => new WireValue.Bytes(Convert.FromBase64String(value.GetProperty("value").GetString()!)),
        "stream" => new WireValue.Text(FromStream(value.GetProperty("value").GetString()!)),
        "int32" or "int64" or "enum" => new WireValue.Integer(value.GetProperty("value").GetInt64()),
        "bigInteger" => new WireValue.Integer(BigInteger.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)),
        "double" => new WireValue.Double(double.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)),
        "decimal" => new WireValue.Decimal(decimal.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)),
        "bool" => new WireValue.Bool(value.GetProperty("value").GetBoolean()),
        "null" => WireValue.Nothing,
        "dateTime" => new WireValue.Date(Date(value)),
        "dateTimeOffset" => new WireValue.Instant(DateTimeOffset.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)),
        "object" or "array" => new WireValue.Raw(value.GetProperty("json").GetString()!),
        "jsonToken" or "jsonObject" or "jsonArray" => new WireValue.Parsed(JsonTokenReader.Parse(value.GetProperty("json").GetString()!, dates: false)),
        "timerInfo" => new WireValue.Raw(Timer(value)),
        var type => throw new InvalidDataException($"Type '{type}' of a recorded value is not known."),
    };

    public static DateTime Date(JsonElement value)
    {
        var kind = value.GetProperty("kind").GetString() switch { "utc" => DateTimeKind.Utc, "local" => DateTimeKind.Local, _ => DateTimeKind.Unspecified };
        return DateTime.SpecifyKind(DateTime.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.None), kind);
    }

    private static string Text(JsonElement value) => value.TryGetProperty("codeUnits", out var units)
        ? string.Concat(units.EnumerateArray().Select(unit => (char)ushort.Parse(unit.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture)))
        : value.GetProperty("value").GetString()!;

    private static string FromStream(string base64)
    {
        using var reader = new StreamReader(new MemoryStream(Convert.FromBase64String(base64)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Timer(JsonElement value)
    {
        var status = value.GetProperty("status");
        var times = status.ValueKind == JsonValueKind.Null
            ? "null"
            : $"{{\"Last\":{Quoted(status, "last")},\"Next\":{Quoted(status, "next")},\"LastUpdated\":{Quoted(status, "lastUpdated")}}}";
        var due = value.GetProperty("isPastDue").GetBoolean() ? "true" : "false";
        return $"{{\"Schedule\":{{\"AdjustForDST\":true}},\"ScheduleStatus\":{times},\"IsPastDue\":{due}}}";
    }

    private static string Quoted(JsonElement status, string name) => $"\"{JsonTokenWriter.Date(Date(status.GetProperty(name)))}\"";
}
