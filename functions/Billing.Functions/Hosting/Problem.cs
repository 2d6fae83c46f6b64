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

    public static Problem AppUnknown { get; } = NotFound(
        "app_unknown", "No app of this key is configured. Check the URL.", "このキーのアプリは設定されていません。URLを確認してください。");

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = Status;
        await httpContext.Response.WriteAsJsonAsync(this, ApiJson.Readable.Problem, "application/problem+json", httpContext.RequestAborted);
    }
}
