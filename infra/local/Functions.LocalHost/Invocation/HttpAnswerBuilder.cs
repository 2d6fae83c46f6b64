using System.Globalization;
using System.Text;

using Functions.LocalHost.Json;

using Microsoft.Net.Http.Headers;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// Makes the HTTP answer from the value of an HTTP output (functions-custom-handler §3.5). For <c>$return</c> a value is a response object when it is
/// an object with a member <c>body</c>, and anything else is the body itself.
/// </summary>
internal static class HttpAnswerBuilder
{
    private const int Ok = 200;
    private const string PlainText = "text/plain; charset=utf-8";

    /// <exception cref="InvocationFailedException">The answer cannot be written; the caller gets 500.</exception>
    public static HttpAnswer Build(OutputValue value) => value switch
    {
        OutputValue.EmptyHttp => Text(Ok, [], "{}"),
        OutputValue.Http http => Text(
            Status(http.StatusCode),
            [.. (http.Headers ?? []).Select(header => Header(header.Key, header.Value, JsonText.Of))],
            http.Body is null ? "" : JsonText.Of(http.Body)),
        OutputValue.Bytes bytes => new HttpAnswer(Ok, [], bytes.Value),
        OutputValue.Json json => FromValue(json.Value),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <summary>
    /// The answer when no HTTP output was called: from the return value, with none 204. [A] by the source of the real host, not recorded.
    /// </summary>
    public static HttpAnswer FromReturn(JsonToken? value) => value switch
    {
        null => new HttpAnswer(StatusCodes.Status204NoContent, [], default),
        JsonToken.Object => FromValue(value),
        JsonToken.Text text => Text(Ok, [], text.Value),
        _ => Text(Ok, [KeyValuePair.Create(HeaderNames.ContentType, "application/json")], value.ToJson()),
    };

    private static HttpAnswer FromValue(JsonToken value)
    {
        var content = value is JsonToken.Text text ? JsonTokenReader.TryParse(text.Value, dates: true) ?? value : value;
        return content is JsonToken.Object form && Member(form, "body") is { } body
            ? Text(
                Status(form),
                [.. ((Member(form, "headers") as JsonToken.Object)?.Members ?? []).Select(header => Header(header.Key, header.Value, Loose))],
                body is JsonToken.Object ? body.ToJson() : Loose(body))
            : Text(Ok, [], JsonText.Of(content));
    }

    // A whole number, as a number or as text; 200 for everything else. `status` counts only where `statusCode` is not there at all.
    private static int Status(JsonToken.Object form) => (Member(form, "statusCode") ?? Member(form, "status")) switch
    {
        JsonToken.Integer { Value: var number } when number >= int.MinValue && number <= int.MaxValue => Checked((int)number),
        JsonToken.Text text => Status(text.Value),
        _ => Ok,
    };

    private static int Status(string? text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var status) ? Checked(status) : Ok;

    private static int Checked(int status) => status is >= 100 and <= 999
        ? status
        : throw new InvocationFailedException(FailureTypes.Argument, $"Status {status} is outside 100 to 999.");

    private static JsonToken? Member(JsonToken.Object form, string name) =>
        form.Members.FirstOrDefault(member => member.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // The real host holds the parts of a returned object in general-purpose collections here, whose text is their type's name.
    private static string Loose(JsonToken value) => value switch
    {
        JsonToken.Object => "System.Dynamic.ExpandoObject",
        JsonToken.Array => "System.Collections.Generic.List`1[System.Object]",
        _ => JsonText.Of(value),
    };

    private static KeyValuePair<string, string> Header(string name, JsonToken value, Func<JsonToken, string> text) => value is JsonToken.Null
        ? throw new InvocationFailedException(FailureTypes.NullReference, "Object reference not set to an instance of an object.")
        : KeyValuePair.Create(name, text(value));

    private static HttpAnswer Text(int status, List<KeyValuePair<string, string>> headers, string body)
    {
        var place = headers.FindLastIndex(header => header.Key.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase));
        var utf16 = false;
        if (place < 0)
        {
            headers.Add(KeyValuePair.Create(HeaderNames.ContentType, PlainText));
        }
        else
        {
            (var type, utf16) = WithCharset(headers[place].Value);
            headers[place] = KeyValuePair.Create(HeaderNames.ContentType, type);
        }

        return new HttpAnswer(status, headers, (utf16 ? Encoding.Unicode : Encoding.UTF8).GetBytes(body));
    }

    // Text is written as UTF-8, or as UTF-16 where asked for, and the type always says which.
    private static (string Type, bool Utf16) WithCharset(string type)
    {
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed))
        {
            return (type, false);
        }

        var utf16 = parsed.Charset.Equals("utf-16", StringComparison.OrdinalIgnoreCase);
        if (!parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) && !utf16)
        {
            parsed.Charset = "utf-8";
        }

        return (parsed.ToString(), utf16);
    }
}
