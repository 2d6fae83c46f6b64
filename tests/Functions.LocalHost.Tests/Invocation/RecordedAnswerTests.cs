using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.Extensions.Logging;

using Testing;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>
/// Every recorded answer of an app, played byte for byte over a socket: outcome, decoded values, what each binding is given and writes, and log lines.
/// Of failures the types (inner ones too) and the first line count, as the recording's README says. No difference is excepted.
/// </summary>
public sealed class RecordedAnswerTests
{
    public static TheoryData<string> Envelopes() => FixtureFile.Names("responses-envelope");

    public static TheoryData<string> Decodings() => FixtureFile.Names("responses-decoding");

    public static TheoryData<string> Failures() => FixtureFile.Names("responses-failure");

    public static TheoryData<string> HttpOutputs() => FixtureFile.Names("responses-http-output");

    public static TheoryData<string> Returns() => FixtureFile.Names("responses-return");

    [Theory]
    [MemberData(nameof(Envelopes))]
    public Task Envelope_Recorded_HasTheSameEffect(string name) => SameAsync("responses-envelope", name);

    [Theory]
    [MemberData(nameof(Decodings))]
    public Task Decoding_Recorded_HasTheSameEffect(string name) => SameAsync("responses-decoding", name);

    [Theory]
    [MemberData(nameof(Failures))]
    public Task Failure_Recorded_HasTheSameEffect(string name) => SameAsync("responses-failure", name);

    [Theory]
    [MemberData(nameof(HttpOutputs))]
    public Task HttpOutput_Recorded_HasTheSameEffect(string name) => SameAsync("responses-http-output", name);

    [Theory]
    [MemberData(nameof(Returns))]
    public Task Return_Recorded_HasTheSameEffect(string name) => SameAsync("responses-return", name);

    private static async Task SameAsync(string file, string name)
    {
        var entry = FixtureFile.Entry(file, name);
        var expected = entry.GetProperty("expected");
        await using var app = new ScriptedApp(PlayedAnswer.Of(entry));
        var address = entry.TryGetProperty("connection", out var connection) && connection.GetString() == "refused" ? Refusing() : app.Address;
        var function = FixtureFile.Function(entry, "Fn");
        using var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var invoker = new AppInvoker(TestApp.With(function), new AppAt(address), TimeProvider.System, logging);
        RecordingOutput[] outputs = [new("queue"), new("serviceBus"), new("blob")];
        invoker.Attach(outputs);

        var outcome = await invoker.InvokeAsync(new AppInvocation { FunctionName = "Fn", TriggerValue = WireValue.Nothing }, CancellationToken.None);

        AssertOutcome(expected, outcome, address.Port);
        if (expected.TryGetProperty("outputs", out _))
        {
            var decoded = await DecodeAsync(address, function, expected);
            AssertWritten(expected.GetProperty("bindings"), outputs.SelectMany(output => output.Written).ToDictionary(), decoded);
        }

        if (expected.TryGetProperty("logs", out var logs))
        {
            const string prefix = "Information Function.Fn.User ";
            Assert.Equal(
                logs.EnumerateArray().Select(line => line.GetString()),
                log.Lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..^1]));
        }
    }

    private static Uri Refusing()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return new Uri($"http://127.0.0.1:{port}/");
    }

    private static void AssertOutcome(JsonElement expected, InvocationOutcome outcome, int port)
    {
        switch (expected.GetProperty("outcome").GetString())
        {
            case "success":
                Assert.IsType<InvocationOutcome.Succeeded>(outcome);
                break;
            case "neverCompletes":
                // Conforming would be to wait; the stand-in says at once what the real host never says.
                Assert.Contains("[empty_answer]", Assert.IsType<InvocationOutcome.Failed>(outcome).Failure.Message, StringComparison.Ordinal);
                break;
            default:
                var failure = outcome switch
                {
                    InvocationOutcome.Failed failed => failed.Failure,
                    InvocationOutcome.AppLost lost => lost.Failure,
                    _ => null,
                };
                AssertFailure(expected.GetProperty("exception"), failure, port);
                break;
        }
    }

    private static void AssertFailure(JsonElement expected, InvocationFailure? failure, int port)
    {
        Assert.NotNull(failure);
        Assert.Equal(expected.GetProperty("type").GetString(), failure.Type);
        Assert.Equal(
            expected.GetProperty("message").GetString()!.Split('\n')[0].Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            failure.Message.Split('\n')[0]);
        Assert.Equal(expected.TryGetProperty("inner", out var inner) ? inner.GetProperty("type").GetString() : null, failure.Inner?.Type);
    }

    private static async Task<DecodedAnswer> DecodeAsync(Uri address, FunctionDefinition function, JsonElement expected)
    {
        using var client = new AppClient(followRedirects: true);
        var answer = await client.CallAsync(address, "Fn", HostHeaders.NewId(), "{}"u8.ToArray(), CancellationToken.None);
        var envelope = Assert.IsType<AnswerReading.Read>(AnswerReader.Read(answer)).Envelope;
        var decoded = OutputDecoder.Decode(function, envelope);
        Assert.Equal(
            expected.GetProperty("outputs").EnumerateObject().Select(member => $"{member.Name}: {ShownValue.Of(member.Value)}").Order(StringComparer.Ordinal),
            decoded.Outputs.Select(output => $"{output.Key}: {ShownValue.Of(output.Value)}").Order(StringComparer.Ordinal));
        Assert.Equal(ShownValue.Of(expected.GetProperty("returnValue")), ShownValue.Of(decoded.ReturnValue));
        return decoded;
    }

    private static void AssertWritten(JsonElement expected, Dictionary<string, List<byte[]>> written, DecodedAnswer decoded)
    {
        Assert.Equal(
            expected.EnumerateObject().Select(member => $"{member.Name}: {ShownValue.Of(member.Value.GetProperty("value"))}").Order(StringComparer.Ordinal),
            decoded.Given.Select(given => $"{given.Binding.Name}: {ShownValue.Of(given.Value)}").Order(StringComparer.Ordinal));
        foreach (var (name, effect) in expected.EnumerateObject().Select(member => (member.Name, member.Value)))
        {
            if (effect.TryGetProperty("messages", out var messages))
            {
                Assert.Equal(messages.EnumerateArray().Select(Bytes), written[name].Select(Convert.ToHexString));
            }
            else if (effect.TryGetProperty("written", out var blob))
            {
                Assert.Equal([Bytes(blob)], written[name].Select(Convert.ToHexString));
            }
            else if (effect.TryGetProperty("writeFailure", out _))
            {
                Assert.False(written.ContainsKey(name));
            }
            else
            {
                AssertHttp(effect, decoded.Given.Single(given => given.Binding.Name == name).Value);
            }
        }
    }

    private static void AssertHttp(JsonElement effect, OutputValue value)
    {
        if (effect.TryGetProperty("httpFailure", out var failure))
        {
            var thrown = Assert.Throws<InvocationFailedException>(() => HttpAnswerBuilder.Build(value));
            Assert.Equal(failure.GetProperty("type").GetString(), thrown.Failure.Type);
            Assert.Equal(failure.GetProperty("message").GetString(), thrown.Failure.Message);
            return;
        }

        var expected = effect.GetProperty("httpResponse");
        var answer = HttpAnswerBuilder.Build(value);
        Assert.Equal(expected.GetProperty("status").GetInt32(), answer.Status);
        Assert.Equal(
            expected.GetProperty("headers").EnumerateArray().Select(header => $"{header[0].GetString()}: {header[1].GetString()}").Order(StringComparer.Ordinal),
            answer.Headers.Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal));
        Assert.Equal(
            expected.TryGetProperty("bodyBase64", out var base64) ? base64.GetString() : Convert.ToBase64String(Encoding.UTF8.GetBytes(expected.GetProperty("body").GetString()!)),
            Convert.ToBase64String(answer.Body.Span));
    }

    private static string Bytes(JsonElement message) => Convert.ToHexString(
        message.TryGetProperty("base64", out var base64) ? Convert.FromBase64String(base64.GetString()!) : Encoding.UTF8.GetBytes(message.GetProperty("text").GetString()!));
}
