using System.Globalization;
using System.Text.Json;

using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;
using Functions.LocalHost.Tests.Recorded;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>One line for a recorded typed value and for a decoded one, the same when they are the same.</summary>
internal static class ShownValue
{
    public static string Of(JsonElement value)
    {
        var type = value.GetProperty("type").GetString()!;
        return type switch
        {
            "null" => "null",
            "jsonObject" or "jsonArray" => $"{type} {value.GetProperty("json").GetString()}",
            "dateTime" => Shown(TypedValue.Date(value)),
            "double" => Shown(double.Parse(value.GetProperty("value").GetString()!, CultureInfo.InvariantCulture)),
            "members" => "members " + string.Join("; ", value.GetProperty("value").EnumerateObject().Select(member => $"{member.Name}={Of(member.Value)}")),
            _ => $"{type} {value.GetProperty("value")}",
        };
    }

    public static string Of(OutputValue? value) => value switch
    {
        null => "null",
        OutputValue.Bytes bytes => $"bytes {Convert.ToBase64String(bytes.Value.Span)}",
        OutputValue.EmptyHttp => "members ",
        OutputValue.Http http => $"members StatusCode={Text(http.StatusCode)}; Status={Text(http.Status)}; Body={Of(http.Body)}; Headers={Headers(http)}",
        OutputValue.Json json => Of(json.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private static string Of(JsonToken? token) => token switch
    {
        null or JsonToken.Null => "null",
        JsonToken.Text text => $"string {text.Value}",
        JsonToken.Integer integer => integer.Value <= long.MaxValue ? $"int64 {integer.Value}" : $"bigInteger {integer.Value}",
        JsonToken.Number number => Shown(number.Value),
        JsonToken.Bool flag => $"bool {flag.Value}",
        JsonToken.Date date => Shown(date.Value),
        JsonToken.Object => $"jsonObject {token.ToJson()}",
        _ => $"jsonArray {token.ToJson()}",
    };

    private static string Text(string? text) => text is null ? "null" : $"string {text}";

    private static string Headers(OutputValue.Http http) =>
        http.Headers is null ? "null" : "members " + string.Join("; ", http.Headers.Select(header => $"{header.Key}={Of(header.Value)}"));

    private static string Shown(DateTime date) => $"dateTime {date:yyyy-MM-ddTHH:mm:ss.fffffff} {date.Kind}";

    private static string Shown(double number) => $"double {number.ToString("R", CultureInfo.InvariantCulture)}";
}
