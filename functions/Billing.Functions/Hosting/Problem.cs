using System.Text.Json.Serialization;

namespace Billing.Functions.Hosting;

/// <summary>A refusal over HTTP: problem details (RFC 9457) with the stable code, in Japanese and English.</summary>
internal sealed record Problem(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("detailJa")] string DetailJa) : IResult
{
    [JsonPropertyName("type")]
    public string Type => $"urn:billing-functions:{Code}";

    public static Problem BadRequest(string code, string detail, string detailJa) => new("Bad Request", StatusCodes.Status400BadRequest, code, detail, detailJa);

    public static Problem NotFound(string code, string detail, string detailJa) => new("Not Found", StatusCodes.Status404NotFound, code, detail, detailJa);

    public static Problem Conflict(string code, string detail, string detailJa) => new("Conflict", StatusCodes.Status409Conflict, code, detail, detailJa);

    public static Problem TooLarge(int most) => new(
        "Content Too Large", StatusCodes.Status413PayloadTooLarge, "content_too_large",
        $"The body has more than {most} bytes. Send less.", $"本文が{most}バイトを超えています。小さくして送ってください。");

    public static Problem MediaType { get; } = new(
        "Unsupported Media Type", StatusCodes.Status415UnsupportedMediaType, "media_type_unsupported",
        "The content type must be application/json.", "Content-Typeはapplication/jsonにしてください。");

    public static Problem QueueUnavailable { get; } = new(
        "Service Unavailable", StatusCodes.Status503ServiceUnavailable, "queue_unavailable",
        "The message could not be queued. Send the request again.", "受け付けできませんでした。もう一度送ってください。");

    public static Problem Forbidden(string code, string detail, string detailJa) => new("Forbidden", StatusCodes.Status403Forbidden, code, detail, detailJa);

    public static Problem NotPermitted { get; } = Forbidden("not_permitted", "The caller may not do this.", "この操作は許可されていません。");

    public static Problem PreconditionFailed { get; } = new(
        "Precondition Failed", StatusCodes.Status412PreconditionFailed, "precondition_failed",
        "It was changed since it was read. Read it again and send the change with the new ETag in If-Match.",
        "取得した後に変更されています。もう一度取得し、新しいETagをIf-Matchに付けて送ってください。");

    public static Problem PreconditionRequired { get; } = new(
        "Precondition Required", StatusCodes.Status428PreconditionRequired, "precondition_required",
        "Send the ETag of what was read in If-Match.", "取得したときのETagをIf-Matchに付けて送ってください。");

    public static Problem IdempotencyKeyReused { get; } = Conflict(
        "idempotency_key_reused", "This Idempotency-Key belongs to another request. Use a new one.",
        "このIdempotency-Keyは別のリクエストで使われています。新しいキーを使ってください。");

    public static Problem DocumentTooLarge { get; } = new(
        "Content Too Large", StatusCodes.Status413PayloadTooLarge, "document_too_large",
        "What is to be stored is too large. Shorten texts and lists.", "保存する内容が大きすぎます。文章や一覧を短くしてください。");

    public static Problem AppUnknown { get; } = NotFound(
        "app_unknown", "No app of this key is configured. Check the URL.", "このキーのアプリは設定されていません。URLを確認してください。");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = Status;
        await httpContext.Response.WriteAsJsonAsync(this, ApiJson.Readable.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
