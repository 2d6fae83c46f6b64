using System.Text;

using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>Rules of functions-custom-handler §3.5 that no recording shows.</summary>
public sealed class HttpAnswerBuilderTests
{
    [Theory]
    [InlineData("""{"status":"201","body":"x"}""", 201, "text/plain; charset=utf-8", "x")]
    [InlineData("""{"status":201,"statusCode":null,"body":"x"}""", 200, "text/plain; charset=utf-8", "x")]
    [InlineData("""{"statusCode":202,"body":null}""", 202, "text/plain; charset=utf-8", "")]
    [InlineData("""{"statusCode":202.5,"BODY":"x"}""", 200, "text/plain; charset=utf-8", "x")]
    [InlineData("""{"headers":{"content-type":"text/html; charset=shift_jis"},"body":"x"}""", 200, "text/html; charset=utf-8", "x")]
    [InlineData("""{"body":[1]}""", 200, "text/plain; charset=utf-8", "System.Collections.Generic.List`1[System.Object]")]
    [InlineData("[1]", 200, "text/plain; charset=utf-8", "[\n  1\n]")]
    public void Build_ReturnedValue_IsAResponseObjectOnlyWithABody(string value, int status, string type, string body)
    {
        var answer = HttpAnswerBuilder.Build(new OutputValue.Json(JsonTokenReader.Parse(value, dates: true)));

        Assert.Equal(status, answer.Status);
        Assert.Equal(type, answer.Headers.Single(header => header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)).Value);
        Assert.Equal(body, Encoding.UTF8.GetString(answer.Body.Span));
    }

    [Theory]
    [InlineData(null, 204, "")]
    [InlineData("\"hello.\"", 200, "hello.")]
    [InlineData("""{"statusCode":404,"body":"x"}""", 404, "x")]
    [InlineData("5", 200, "5")]
    public void FromReturn_NoHttpOutput_AnswersFromTheReturnValue(string? value, int status, string body)
    {
        var answer = HttpAnswerBuilder.FromReturn(value is null ? null : JsonTokenReader.Parse(value, dates: true));

        Assert.Equal((status, body), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span)));
    }

    [Fact]
    public void Build_StatusOutsideHttp_CannotBeAnswered() =>
        Assert.Throws<InvocationFailedException>(() => HttpAnswerBuilder.Build(new OutputValue.Http("99999", null, null, null)));
}
