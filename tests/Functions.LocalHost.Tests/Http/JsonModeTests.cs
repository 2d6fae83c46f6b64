using System.Net;
using System.Text.Json.Nodes;

using Functions.LocalHost.Tests.Recorded;

using Microsoft.AspNetCore.Http;

namespace Functions.LocalHost.Tests.Http;

/// <summary>functions-custom-handler §3.5 from the caller's side: the recordings hold each form, these tests the whole way.</summary>
public sealed class JsonModeTests
{
    private const string Bindings = """
        [{"type":"httpTrigger","direction":"in","name":"req","route":"items/{id}/{part?}"},
         {"type":"http","direction":"out","name":"res"},{"type":"queue","direction":"out","name":"next"}]
        """;

    [Theory]
    [InlineData("""{"Outputs":{"res":{"statusCode":202,"headers":{"Location":"/x","Content-Type":"application/json"},"body":"{\"id\":7}"}}}""", 202, "application/json; charset=utf-8", "{\"id\":7}")]
    [InlineData("""{"Outputs":{}}""", 200, "text/plain; charset=utf-8", "{}")]
    [InlineData("""{"ReturnValue":"hello."}""", 200, "text/plain; charset=utf-8", "hello.")]
    [InlineData("{}", 204, null, "")]
    [InlineData("""{"Outputs":{"res":{"statusCode":204,"body":null}}}""", 204, "text/plain; charset=utf-8", "")]
    [InlineData("""{"Outputs":{"res":"no object"}}""", 500, null, "")]
    [InlineData("""{"Outputs":{"res":{"headers":{"x-z":null}}}}""", 500, null, "")]
    [InlineData("""{"Outputs":{"res":{"headers":{"x-l":["a"]},"body":"x"}}}""", 500, null, "")]
    [InlineData("", 500, null, "")]
    public async Task Answer_Form_ReachesTheCaller(string answer, int status, string? type, string body)
    {
        await using var door = await StartAsync(context =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(answer);
        });

        using var response = await door.SendAsync(HttpMethod.Get, "/api/items/7");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Request_RouteAndKey_ArriveInTheValue()
    {
        JsonNode? seen = null;
        await using var door = await StartAsync(async context =>
        {
            seen = await JsonNode.ParseAsync(context.Request.Body);
            await context.Response.WriteAsJsonAsync(new JsonObject());
        });

        using var response = await door.SendAsync(HttpMethod.Post, "/api/items/7?x=1", content: new StringContent("text"));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        var value = seen!["Data"]!["req"]!;
        Assert.Equal("""{"id":"7","part":null}""", value["Params"]!.ToJsonString());
        Assert.Equal($"http://127.0.0.1:{door.Url.Port}/api/items/7?x=1", value["Url"]!.GetValue<string>());
        Assert.Equal("text", value["Body"]!.GetValue<string>());
        Assert.Equal(["Function", "default"], value["Identities"]![0]!["Claims"]!.AsArray().Select(claim => claim!["Value"]!.GetValue<string>()));
        Assert.Equal("Fn", seen["Metadata"]!["sys"]!["MethodName"]!.GetValue<string>());
    }

    private static Task<RunningFrontDoor> StartAsync(RequestDelegate app) => RunningFrontDoor.StartAsync(
        RunningFrontDoor.Define(proxying: true, forwarding: true, ("Fn", Bindings)), app, [new RecordingOutput("queue")]);
}
