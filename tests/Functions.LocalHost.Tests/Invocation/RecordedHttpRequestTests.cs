using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Functions.LocalHost.Http;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>Every recorded HTTP invocation in JSON mode, sent over a socket to a real web server. Only the order within <c>Headers</c> is free.</summary>
public sealed partial class RecordedHttpRequestTests
{
    public static TheoryData<string> Entries() => FixtureFile.Names("requests-http");

    [Theory]
    [MemberData(nameof(Entries))]
    public async Task Http_Recorded_IsTheSameOnTheWire(string name)
    {
        var entry = FixtureFile.Entry("requests-http", name);
        var function = FixtureFile.Function(entry, entry.GetProperty("functionName").GetString()!);
        await using var app = ScriptedApp.Json("{}");
        using var invoker = new AppInvoker(TestApp.With(function), new AppAt(app.Address), new ManualTimeProvider(), NullLoggerFactory.Instance);
        var inputs = TypedValue.Named(entry, "inputValues", "name").ToDictionary();
        invoker.Attach(function.FurtherInputs.Select(binding => new RecordedInput(binding.Type, inputs)));
        await using var server = await ServeAsync(async request =>
            await invoker.InvokeHttpAsync(function, await HttpTriggerReader.ReadAsync(request, Route(entry), Identity(entry), CancellationToken.None), CancellationToken.None));

        await SendAsync(new Uri(server.Urls.Single()).Port, entry.GetProperty("httpRequest"));

        var parts = (await app.Request).Split("\r\n\r\n", 2);
        Assert.Equal(entry.GetProperty("expectedRequestLine").GetString(), parts[0].Split("\r\n")[0]);
        Assert.Equal(
            entry.GetProperty("expectedHeaders").EnumerateArray().Select(header => header[0].GetString()),
            parts[0].Split("\r\n").Skip(1).Select(line => line.Split(':')[0]).Where(header => header != "traceparent"));
        Assert.Equal(Comparable(entry.GetProperty("expectedBody").GetString()!), Comparable(parts[1]));
    }

    private static List<KeyValuePair<string, string?>> Route(JsonElement entry) =>
        [.. entry.GetProperty("routeParameters").EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value.GetString()))];

    private static KeyMatch Identity(JsonElement entry) =>
        entry.GetProperty("identity").GetString() == "one, function key" ? new KeyMatch(KeyLevel.Function, "default") : KeyMatch.None;

    private static async Task<WebApplication> ServeAsync(Func<HttpRequest, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        HttpFrontDoor.Configure(builder);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context => handle(context.Request));
        await server.StartAsync();
        return server;
    }

    private static async Task SendAsync(int port, JsonElement request)
    {
        var chunked = request.TryGetProperty("chunked", out var flag) && flag.GetBoolean();
        byte[]? body = request.TryGetProperty("bodyBase64", out var base64) ? Convert.FromBase64String(base64.GetString()!)
            : request.TryGetProperty("body", out var text) ? Encoding.UTF8.GetBytes(text.GetString()!) : null;
        var head = request.GetProperty("line").GetString() + " HTTP/1.1\r\n"
            + string.Concat(request.GetProperty("headers").EnumerateArray().Select(header => header.GetString() + "\r\n"))
            + (body is null ? "" : chunked ? "Transfer-Encoding: chunked\r\n" : $"Content-Length: {body.Length}\r\n") + "\r\n";
        using var client = new TcpClient("127.0.0.1", port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body is null ? [] : chunked ? [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8] : body);
        Assert.True(await stream.ReadAsync(new byte[1]) > 0, "The server closed the connection without an answer.");
    }

    private static string Comparable(string body)
    {
        var root = JsonNode.Parse(Sys().Replace(body, "$1{}"))!;
        foreach (var holder in new[] { root["Data"]!["req"]!, root["Metadata"]! })
        {
            if (holder["Headers"] is JsonObject headers)
            {
                holder["Headers"] = new JsonObject(headers.OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => KeyValuePair.Create(header.Key, header.Value?.DeepClone())));
            }
        }

        return root.ToJsonString();
    }

    [GeneratedRegex("""("\$?sys":)\{"MethodName":"Order","UtcNow":"[^"]+","RandGuid":"[0-9a-f-]{36}"\}""")]
    private static partial Regex Sys();
}
