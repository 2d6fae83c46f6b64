using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

using EndToEnd.Harness;

namespace EndToEnd.Intake;

public sealed class When_a_webhook_is_refused(SharedStack shared)
{
    private const string Good = """{"id":"e-1","type":"ADD_RECORD","app":{"id":"12"},"record":{"$id":{"value":"1"},"$revision":{"value":"1"}}}""";

    [Theory]
    [InlineData("orders", "{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("orders", "", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("orders", "[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("orders", """{"id":"e"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("orders", Good, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("orders", Good, "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nowhere", Good, "application/json", HttpStatusCode.NotFound)]
    [InlineData("Orders!", Good, "application/json", HttpStatusCode.NotFound)]
    public async Task Should_answer_problem_details_with_a_code_in_both_languages(string app, string body, string contentType, HttpStatusCode status)
    {
        var stack = await shared.GetAsync();

        using var answer = await PostAsync(stack, app, Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.NotEmpty(problem["code"]!.GetValue<string>());
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        Assert.Matches("[ぁ-ん]", problem.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Should_answer_413_above_one_megabyte(bool chunked)
    {
        var stack = await shared.GetAsync();
        var body = Encoding.UTF8.GetBytes($$$"""{"id":"e","type":"ADD_RECORD","record":{"$id":{"value":"1"}},"x":"{{{new string('x', 1_048_600)}}}"}""");

        using var answer = await PostAsync(stack, "orders", body, "application/json", chunked);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(HttpStatusCode.RequestEntityTooLarge == answer.StatusCode, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("content_too_large", JsonNode.Parse(text)!["code"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    [InlineData(HostOptions.DefaultHostKey + "x", HttpStatusCode.Unauthorized)]
    [InlineData(HostOptions.DefaultHostKey, HttpStatusCode.Accepted)]
    [InlineData(SharedStack.RotatedKey, HttpStatusCode.Accepted)]
    public async Task Should_ask_for_a_key_and_take_each_of_a_rotation(string? key, HttpStatusCode status)
    {
        var stack = await shared.GetAsync();
        using var http = new HttpClient { BaseAddress = stack.Api.BaseAddress };
        using var content = new StringContent("""{"id":"key-test","type":"ADD_RECORD","app":{"id":"12"},"record":{"$id":{"value":"999998"},"$revision":{"value":"1"}}}""", Encoding.UTF8, "application/json");

        using var answer = await http.PostAsync($"webhooks/kintone/orders{(key is null ? "" : "?code=" + key)}", content);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.Unauthorized ? "application/problem+json" : "application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain(SharedStack.RotatedKey, stack.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_enqueue_nothing()
    {
        var stack = await shared.GetAsync();
        var before = await DeadLettersAsync(stack);

        using var refused = await PostAsync(stack, "orders", "{"u8.ToArray(), "application/json");

        // A message that was queued all the same could not be read, and would end as a dead letter.
        var record = await stack.Sandbox.AddAsync(Orders.New());
        await stack.ShowsAsync(record, ("取引状況", "利用照会OK"));
        Assert.Equal(before, await DeadLettersAsync(stack));
    }

    private static async Task<int> DeadLettersAsync(Stack stack) =>
        JsonNode.Parse(await stack.Api.GetStringAsync("dead-letters"))!["items"]!.AsArray().Count;

    private static async Task<HttpResponseMessage> PostAsync(Stack stack, string app, byte[] body, string contentType, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"webhooks/kintone/{Uri.EscapeDataString(app)}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        request.Headers.TransferEncodingChunked = chunked;
        return await stack.Api.SendAsync(request);
    }
}
