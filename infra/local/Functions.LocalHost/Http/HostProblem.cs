using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Functions.LocalHost.Http;

/// <summary>
/// What the host itself refuses, as problem details (RFC 9457) with a stable <c>code</c>. The real host answers with the status alone
/// (functions-custom-handler §4.5); whoever understands that understands this too. Nothing of the request is repeated.
/// </summary>
internal static class HostProblem
{
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static Task KeyMissingAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status401Unauthorized, "Unauthorized", "key_missing",
        $"A key is needed: header {KeyCheck.Header}, or {KeyCheck.QueryName} in the URL.", $"キーが必要です。ヘッダー{KeyCheck.Header}かURLの{KeyCheck.QueryName}で送ってください。");

    public static Task KeyInsufficientAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status401Unauthorized, "Unauthorized", "key_insufficient",
        "The key is unknown or not enough for this address.", "キーが正しくないか、この操作には使えません。");

    /// <summary>Such a header cannot be passed on to an app.</summary>
    public static Task HeaderNotAsciiAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status400BadRequest, "Bad Request", "header_not_ascii",
        "A header of the request has characters beyond ASCII. Send them in the body or percent-encoded.", "リクエストのヘッダーにASCII以外の文字があります。本文に入れるか、パーセントエンコードしてください。");

    private static async Task WriteAsync(HttpContext context, int status, string title, string code, string english, string japanese)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Legible))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:functions-host:{code}");
            json.WriteString("title", title);
            json.WriteNumber("status", status);
            json.WriteString("code", code);
            json.WriteString("detail", english);
            json.WriteString("detailJa", japanese);
            json.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }
}
