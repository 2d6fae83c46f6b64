using System.Net;
using System.Net.Sockets;
using System.Text;

using Functions.LocalHost.Definitions;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

using Testing;

namespace Functions.LocalHost.Tests.Http;

/// <summary>functions-custom-handler §4.1 and §4.2: plain HTTP functions reach the app unchanged.</summary>
public sealed class PassingThroughTests
{
    private const string Hello = """[{"type":"httpTrigger","direction":"in","name":"req","route":"hello/{*rest}"},{"type":"http","direction":"out","name":"res"}]""";

    [Fact]
    public async Task Proxy_PathAndQuery_ArriveByteForByte()
    {
        const string target = "/api/hello/a%2Fb//%E6%9D%B1?tag=a&tag=b&code=the-host-key&q=%20+x";
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), context =>
            context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));

        var uri = new Uri(door.Url.GetLeftPart(UriPartial.Authority) + target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        Assert.Equal(target, await door.Client.GetStringAsync(uri));
    }

    [Fact]
    public async Task Proxy_Headers_AreTheCallersWithTheHostsOwn()
    {
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), context => context.Response.WriteAsync(
            string.Join('\n', context.Request.Headers.Select(header => $"{header.Key}: {header.Value}"))));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/hello/");
        request.Headers.Host = "shop.example.com";
        request.Headers.Add("x-functions-key", RunningFrontDoor.HostKey);
        request.Headers.Add("X-Azure-Functions-InvocationId", "forged");
        request.Headers.Add("Cookie", "a=1");
        request.Headers.Add("Keep-Alive", "300");

        using var response = await door.Client.SendAsync(request);
        var seen = (await response.Content.ReadAsStringAsync()).Split('\n');

        Assert.Contains("Host: shop.example.com", seen);
        Assert.Contains("Cookie: a=1", seen);
        Assert.Contains($"x-functions-key: {RunningFrontDoor.HostKey}", seen);
        Assert.Contains("X-Azure-Functions-HostVersion: 4.1037.0.0", seen);
        Assert.DoesNotContain("X-Azure-Functions-InvocationId: forged", seen);
        var id = Value(seen, "X-Azure-Functions-InvocationId");
        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal(id, Value(seen, "x-ms-invocation-id"));
        Assert.DoesNotContain(seen, line => line.StartsWith("Keep-Alive", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HeaderBeyondAscii_CannotBePassedOn_Is400ThatSaysSo(bool proxying)
    {
        await using var door = await RunningFrontDoor.StartAsync(proxying ? Proxying() : Forwarding(), context => context.Response.WriteAsync("reached"));
        using var socket = new TcpClient();
        await socket.ConnectAsync(door.Client.BaseAddress!.Host, door.Client.BaseAddress.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET /api/hello HTTP/1.1\r\nHost: x\r\nx-functions-key: {RunningFrontDoor.HostKey}\r\nX-Note: 日本\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);

        var answer = await reader.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"header_not_ascii\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Proxy_ChunkedRequest_Arrives()
    {
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.ContentLength is null} {await reader.ReadToEndAsync()}");
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hello/") { Content = new StreamContent(new MemoryStream("body"u8.ToArray())) };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("x-functions-key", RunningFrontDoor.HostKey);

        using var response = await door.Client.SendAsync(request);

        Assert.Equal("True body", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Proxy_Answer_IsSeenBeforeItEnds()
    {
        var seen = new TaskCompletionSource();
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), async context =>
        {
            await context.Response.WriteAsync("first");
            await context.Response.Body.FlushAsync();
            await seen.Task;
            await context.Response.WriteAsync(" second");
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/hello/?code={RunningFrontDoor.HostKey}");

        using var response = await door.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        var start = new byte[5];
        await body.ReadExactlyAsync(start);
        seen.SetResult();
        using var rest = new StreamReader(body);

        Assert.Equal("first second", Encoding.ASCII.GetString(start) + await rest.ReadToEndAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Answer_AnyStatus_IsPassedOn(bool proxying)
    {
        await using var door = await RunningFrontDoor.StartAsync(proxying ? Proxying() : Forwarding(), async context =>
        {
            context.Response.StatusCode = int.Parse(context.Request.Query["status"]!, System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.Location = "https://example.com/";
            await context.Response.WriteAsync("from the app");
        });
        foreach (var status in new[] { 200, 302, 405, 418, 500 })
        {
            using var response = await door.SendAsync(HttpMethod.Get, $"/api/hello/?status={status}");

            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal("from the app", await response.Content.ReadAsStringAsync());
            Assert.Equal("https://example.com/", response.Headers.Location!.AbsoluteUri);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AppDown_Answers500(bool proxying)
    {
        await using var door = await RunningFrontDoor.StartAsync(proxying ? Proxying() : Forwarding(), new Uri("http://127.0.0.1:9/"));

        using var response = await door.SendAsync(HttpMethod.Get, "/api/hello/");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("Function 'Hello' failed", door.Log.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 600, "Timeout value of 00:10:00 was exceeded by function: Hello")]
    [InlineData(true, 240, null)]
    public async Task App_DoesNotAnswerInTime_Answers500(bool proxying, int seconds, string? killedFor)
    {
        var time = new ManualTimeProvider();
        var arrived = new TaskCompletionSource();
        await using var door = await RunningFrontDoor.StartAsync(
            proxying ? Proxying() : Forwarding(),
            async context =>
            {
                var gone = new TaskCompletionSource();
                context.RequestAborted.Register(() => gone.TrySetResult());
                arrived.TrySetResult();
                await gone.Task;
            },
            time: time);

        var running = door.SendAsync(HttpMethod.Get, "/api/hello/");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromSeconds(seconds));
        using var response = await running;

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(killedFor is null ? [] : [killedFor], door.Process.Kills);
    }

    [Fact]
    public async Task CallerGone_IsNotAFailureOfTheFunction()
    {
        var arrived = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), async context =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            arrived.TrySetResult();
            await gone.Task;
        });
        using var leave = new CancellationTokenSource();

        var running = door.Client.GetAsync($"/api/hello/?code={RunningFrontDoor.HostKey}", leave.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.DoesNotContain("failed", door.Log.Text, StringComparison.Ordinal);
        Assert.Empty(door.Process.Kills);
    }

    [Fact]
    public async Task Request_Above100Megabytes_Answers413()
    {
        await using var door = await RunningFrontDoor.StartAsync(Proxying(), context => context.Request.Body.CopyToAsync(Stream.Null));
        using var body = new ByteArrayContent(new byte[1]);
        body.Headers.ContentLength = 100L * 1024 * 1024 + 1;
        using var client = new System.Net.Sockets.TcpClient("127.0.0.1", door.Url.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/hello/ HTTP/1.1\r\nHost: x\r\nx-functions-key: {RunningFrontDoor.HostKey}\r\nContent-Length: {body.Headers.ContentLength}\r\n\r\n"));
        using var reader = new StreamReader(stream);

        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_Request_HasJoinedQueryAndAppendedAgent()
    {
        await using var door = await RunningFrontDoor.StartAsync(Forwarding(), async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Path}|{context.Request.Query["tag"]}|{context.Request.Headers.UserAgent}|{await reader.ReadToEndAsync()}");
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hello/7?tag=a&tag=b") { Content = new StringContent("body") };
        request.Headers.Add("x-functions-key", RunningFrontDoor.HostKey);
        request.Headers.Add("User-Agent", "curl/8");

        using var response = await door.Client.SendAsync(request);

        Assert.Equal("/api/hello/7|a,b|curl/8 Azure-Functions-Host/4.1037.0.0|body", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Forward_ChunkedRequest_Fails()
    {
        await using var door = await RunningFrontDoor.StartAsync(Forwarding(), context => context.Response.WriteAsync("never"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/hello/") { Content = new StringContent("body") };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Add("x-functions-key", RunningFrontDoor.HostKey);

        using var response = await door.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    private static AppDefinition Proxying() => RunningFrontDoor.Define(proxying: true, forwarding: true, ("Hello", Hello));

    private static AppDefinition Forwarding() => RunningFrontDoor.Define(proxying: false, forwarding: true, ("Hello", Hello));

    private static string Value(string[] lines, string name) => lines.Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Split(": ")[1];
}
