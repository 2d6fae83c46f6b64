using System.Text.Json.Serialization;
using Billing.Core.Validation;

namespace Billing.Functions.Hosting;

/// <summary>The refusal of a body whose fields are wrong: problem details that name each field.</summary>
internal sealed record FieldProblem([property: JsonPropertyName("errors")] IReadOnlyList<FieldError> Errors) : IResult
{
    public const string CodeText = "validation_failed";

    [JsonPropertyName("type")]
    public string Type { get; } = $"urn:billing-functions:{CodeText}";

    [JsonPropertyName("title")]
    public string Title { get; } = "Bad Request";

    [JsonPropertyName("status")]
    public int Status { get; } = StatusCodes.Status400BadRequest;

    [JsonPropertyName("code")]
    public string Code { get; } = CodeText;

    [JsonPropertyName("detail")]
    public string Detail { get; } = "Some fields are wrong. 'errors' says which and how.";

    [JsonPropertyName("detailJa")]
    public string DetailJa { get; } = "入力に誤りがあります。errorsに項目ごとの内容があります。";

    /// <exception cref="ProblemException">There are errors.</exception>
    public static void ThrowIfAny(FieldErrors errors) => ThrowIfAny(errors.All);

    /// <exception cref="ProblemException">There are errors.</exception>
    public static void ThrowIfAny(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ProblemException(new FieldProblem(errors), CodeText);
        }
    }

    /// <summary>One field alone.</summary>
    public static ProblemException Of(string field, string code, string messageJa, string messageEn) =>
        new(new FieldProblem([new FieldError(field, code, messageJa, messageEn)]), CodeText);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        httpContext.Response.StatusCode = Status;
        await httpContext.Response.WriteAsJsonAsync(this, ApiJson.Readable.FieldProblem, "application/problem+json", httpContext.RequestAborted);
    }
}
