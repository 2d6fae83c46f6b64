using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

using Functions.LocalHost.Http;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.AspNetCore.Http;

namespace Functions.LocalHost.Tests.Http;

/// <summary>functions-custom-handler §4.4 to §4.6: routes, levels, keys, webhooks and the host's own endpoints.</summary>
public sealed class RoutesAndKeysTests : IAsyncLifetime
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TaskCompletionSource<string> _called = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunningFrontDoor _door = null!;
    private int _plainCalls;

    public async ValueTask InitializeAsync()
    {
        var definition = RunningFrontDoor.Define(
            proxying: true,
            forwarding: true,
            ("Hello", Http("""{"type":"httpTrigger","direction":"in","name":"req"}""")),
            ("Item", Http("""{"type":"httpTrigger","direction":"in","name":"req","route":"items/{id:int}","methods":["get"]}""")),
            ("PutItem", Http("""{"type":"httpTrigger","direction":"in","name":"req","route":"items/{id:int}","methods":["put"]}""")),
            ("Open", Http("""{"type":"httpTrigger","direction":"in","name":"req","authLevel":"anonymous"}""")),
            ("Closed", Http("""{"type":"httpTrigger","direction":"in","name":"req","authLevel":"admin"}""")),
            ("Tick", """[{"type":"timerTrigger","direction":"in","name":"timer","schedule":"0 0 * * * *"}]"""),
            ("Act", """[{"type":"activityTrigger","direction":"in","name":"input"}]"""));
        _door = await RunningFrontDoor.StartAsync(definition, PlayAsync, [new Echo()]);
    }

    public ValueTask DisposeAsync() => _door.DisposeAsync();

    [Theory]
    [InlineData("Hello", null, 401)]
    [InlineData("Hello", "wrong", 401)]
    [InlineData("Hello", RunningFrontDoor.FunctionKey, 200)]
    [InlineData("Hello", RunningFrontDoor.FunctionKey + "-2", 200)]
    [InlineData("Hello", RunningFrontDoor.HostKey, 200)]
    [InlineData("Hello", RunningFrontDoor.MasterKey, 200)]
    [InlineData("Hello", RunningFrontDoor.SystemKey, 401)]
    [InlineData("items/1", RunningFrontDoor.FunctionKey, 401)]
    [InlineData("Open", null, 200)]
    [InlineData("Closed", RunningFrontDoor.HostKey, 401)]
    [InlineData("Closed", RunningFrontDoor.MasterKey, 200)]
    public async Task Function_Key_OpensByLevel(string path, string? key, int status)
    {
        using var byHeader = await _door.SendAsync(HttpMethod.Get, $"/api/{path}", key);
        using var byQuery = await _door.SendAsync(HttpMethod.Get, $"/api/{path}" + (key is null ? "" : $"?code={key}"), key: null);

        Assert.Equal((status, status), ((int)byHeader.StatusCode, (int)byQuery.StatusCode));
    }

    [Theory]
    [InlineData("/api/hello", null, "key_missing")]
    [InlineData("/api/hello", "wrong-key-value", "key_insufficient")]
    [InlineData("/admin/host/status", null, "key_missing")]
    [InlineData("/runtime/webhooks/echo/x", "wrong-key-value", "key_insufficient")]
    public async Task Key_Refused_IsAProblemWithItsCodeAndNeverTheKey(string path, string? key, string code)
    {
        using var response = await _door.SendAsync(HttpMethod.Get, path, key);
        var text = await response.Content.ReadAsStringAsync();
        var problem = JsonNode.Parse(text)!;

        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal((401, code), (problem["status"]!.GetValue<int>(), problem["code"]!.GetValue<string>()));
        Assert.Contains("キーが", text, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-key-value", text, StringComparison.Ordinal);
        Assert.Equal(0, _plainCalls);
    }

    [Theory]
    [InlineData("GET", "/api/hello", 200)]
    [InlineData("DELETE", "/api/Hello", 200)]
    [InlineData("GET", "/api/items/7", 200)]
    [InlineData("PUT", "/api/items/7", 200)]
    [InlineData("POST", "/api/items/7", 404)]
    [InlineData("GET", "/api/items/seven", 404)]
    [InlineData("GET", "/items/7", 404)]
    [InlineData("GET", "/Hello", 404)]
    [InlineData("GET", "/api/Tick", 404)]
    [InlineData("GET", "/api/nothing", 404)]
    public async Task Route_MatchesTemplateMethodAndPrefix(string method, string path, int status)
    {
        using var response = await _door.SendAsync(new HttpMethod(method), path);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("", "/items/{id}")]
    [InlineData("v1/shop", "/v1/shop/items/{id}")]
    public void Route_Prefix_IsThatOfHostJson(string prefix, string route)
    {
        var app = RunningFrontDoor.Define(proxying: true, forwarding: true, ("Item", Http("""{"type":"httpTrigger","direction":"in","name":"req","route":"/items/{id}"}""")));

        Assert.Equal(route, FunctionEndpoints.Route(app.Host with { RoutePrefix = prefix }, Assert.Single(app.Functions)));
    }

    [Fact]
    public async Task Keys_InRequests_AreNotLogged()
    {
        using var right = await _door.SendAsync(HttpMethod.Get, $"/api/Hello?code={RunningFrontDoor.FunctionKey}", key: null);
        using var wrong = await _door.SendAsync(HttpMethod.Get, "/api/Hello?code=a-wrong-key", "another-wrong-key");

        Assert.DoesNotContain("-key", _door.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/runtime/webhooks/echo/a/b", null, 401)]
    [InlineData("/runtime/webhooks/echo/a/b", RunningFrontDoor.HostKey, 401)]
    [InlineData("/runtime/webhooks/echo/a/b", RunningFrontDoor.SystemKey, 200)]
    [InlineData("/runtime/webhooks/ECHO/a/b", RunningFrontDoor.MasterKey, 200)]
    [InlineData("/runtime/webhooks/other/a", RunningFrontDoor.SystemKey, 401)]
    [InlineData("/runtime/webhooks/other/a", RunningFrontDoor.MasterKey, 404)]
    public async Task Webhook_SystemKey_OpensItsExtension(string path, string? key, int status)
    {
        using var response = await _door.SendAsync(HttpMethod.Post, path, key);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.True(status != 200 || await response.Content.ReadAsStringAsync() == "a/b");
    }

    [Fact]
    public async Task Ping_NeedsNoKey()
    {
        using var response = await _door.SendAsync(HttpMethod.Head, "/admin/host/ping", key: null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("/admin/host/status")]
    [InlineData("/admin/host/keys")]
    [InlineData("/admin/host/systemkeys")]
    [InlineData("/admin/functions")]
    [InlineData("/admin/functions/Hello")]
    [InlineData("/admin/functions/Hello/status")]
    [InlineData("/admin/functions/Hello/keys")]
    public async Task Admin_OnlyTheMasterKeyOpens(string path)
    {
        using var without = await _door.SendAsync(HttpMethod.Get, path, RunningFrontDoor.HostKey);
        using var with = await _door.SendAsync(HttpMethod.Get, path, RunningFrontDoor.MasterKey);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task Admin_FunctionKeys_AreAllThere()
    {
        using var response = await _door.SendAsync(HttpMethod.Get, "/admin/functions/hello/keys", RunningFrontDoor.MasterKey);
        var keys = (await response.Content.ReadFromJsonAsync<JsonObject>())!["keys"]!.AsArray();

        Assert.Equal(
            [("first", RunningFrontDoor.FunctionKey), ("second", RunningFrontDoor.FunctionKey + "-2")],
            keys.Select(key => (key!["name"]!.GetValue<string>(), key["value"]!.GetValue<string>())).Order());
    }

    [Theory]
    [InlineData("Tick", """{"input":null}""", 202, """Tick {"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}}""")]
    [InlineData("act", """{"input":"x"}""", 202, """Act {"input":"\"[\\\"x\\\"]\""}""")]
    [InlineData("Hello", """{"input":"x"}""", 400, null)]
    [InlineData("Nobody", """{"input":"x"}""", 404, null)]
    [InlineData("Tick", "no json", 400, null)]
    [InlineData("Tick", "", 400, null)]
    [InlineData("Act", """{"input":"\ud800"}""", 400, null)]
    public async Task Admin_Run_InvokesFunctionsThatAreNotHttp(string function, string body, int status, string? called)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await _door.SendAsync(HttpMethod.Post, $"/admin/functions/{function}", RunningFrontDoor.MasterKey, content);

        Assert.Equal(status, (int)response.StatusCode);
        if (called is not null)
        {
            Assert.Equal(called, await _called.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    [Theory]
    [InlineData(1, 202)]
    [InlineData(1024 * 1024, 413)]
    public async Task Admin_Run_TakesABodyInChunksUpToItsBound(int length, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/functions/Act")
        {
            Content = new StringContent($$"""{"input":"{{new string('x', length)}}"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add(KeyCheck.Header, RunningFrontDoor.MasterKey);

        using var response = await _door.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 202)
        {
            Assert.StartsWith("Act ", await _called.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        }
    }

    private async Task PlayAsync(HttpContext context)
    {
        if (context.Request.Path.Value is "/Tick" or "/Act")
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            _called.TrySetResult($"{context.Request.Path.Value[1..]} {body!["Data"]!.ToJsonString(Relaxed)}");
            await context.Response.WriteAsJsonAsync(new JsonObject());
            return;
        }

        Interlocked.Increment(ref _plainCalls);
        await context.Response.WriteAsync("hello");
    }

    private static string Http(string trigger) => $$"""[{{trigger}},{"type":"http","direction":"out","name":"res"}]""";

    private sealed class Echo : Component, IWebhookExtension
    {
        public string Extension => "echo";

        public Task HandleAsync(HttpContext context, string rest) => context.Response.WriteAsync(rest);
    }
}
