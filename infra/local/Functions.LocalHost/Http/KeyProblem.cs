using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Functions.LocalHost.Http;

/// <summary>
/// A refused key as problem details (RFC 9457) with a stable <c>code</c>. The real host answers 401 without a body (functions-custom-handler §4.5);
/// whoever understands that understands this too. The key itself is never repeated.
/// </summary>
internal static class KeyProblem
{
    private const string Missing = "key_missing";
    private const string Insufficient = "key_insufficient";
    private static readonly JsonWriterOptions Legible = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteAsync(HttpContext context, bool presented)
    {
        var (code, english, japanese) = presented
            ? (Insufficient, "The key is unknown or not enough for this address.", "キーが正しくないか、この操作には使えません。")
            : (Missing, $"A key is needed: header {KeyCheck.Header}, or {KeyCheck.QueryName} in the URL.", $"キーが必要です。ヘッダー{KeyCheck.Header}かURLの{KeyCheck.QueryName}で送ってください。");
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, Legible))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:functions-host:{code}");
            json.WriteString("title", "Unauthorized");
            json.WriteNumber("status", StatusCodes.Status401Unauthorized);
            json.WriteString("code", code);
            json.WriteString("detail", english);
            json.WriteString("detailJa", japanese);
            json.WriteEndObject();
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
        }
    }
}
