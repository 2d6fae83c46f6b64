using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

using Functions.LocalHost.Invocation;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>Every recorded invocation but those of HTTP triggers: the same bytes on the wire as from the real host. No difference is excepted.</summary>
public sealed partial class RecordedRequestTests
{
    private const string SampleInvocation = "6f0e8a0e-7a1e-4f6c-9d0b-4c4d3f0f7a55";

    public static TheoryData<string> Timers() => FixtureFile.Names("requests-timer");

    public static TheoryData<string> Queues() => FixtureFile.Names("requests-queue");

    public static TheoryData<string> ServiceBus() => FixtureFile.Names("requests-servicebus");

    public static TheoryData<string> Blobs() => FixtureFile.Names("requests-blob");

    public static TheoryData<string> Durable() => FixtureFile.Names("requests-durable");

    public static TheoryData<string> Values() => FixtureFile.Names("requests-values");

    [Theory]
    [MemberData(nameof(Timers))]
    public Task Timer_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-timer", name);

    [Theory]
    [MemberData(nameof(Queues))]
    public Task Queue_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-queue", name);

    [Theory]
    [MemberData(nameof(ServiceBus))]
    public Task ServiceBus_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-servicebus", name);

    [Theory]
    [MemberData(nameof(Blobs))]
    public Task Blob_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-blob", name);

    [Theory]
    [MemberData(nameof(Durable))]
    public Task Durable_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-durable", name);

    [Theory]
    [MemberData(nameof(Values))]
    public Task Value_Recorded_IsTheSameOnTheWire(string name) => SameAsync("requests-values", name);

    private static async Task SameAsync(string file, string name)
    {
        var entry = FixtureFile.Entry(file, name);
        var function = FixtureFile.Function(entry, entry.GetProperty("functionName").GetString()!);
        await using var app = ScriptedApp.Json("{}");
        using var invoker = new AppInvoker(TestApp.With(function), new AppAt(app.Address), new ManualTimeProvider(), NullLoggerFactory.Instance);
        var inputs = TypedValue.Named(entry, "inputValues", "name").ToDictionary();
        invoker.Attach(function.FurtherInputs.Select(binding => new RecordedInput(binding.Type, inputs)));
        using var activity = Activity(entry);

        var outcome = await invoker.InvokeAsync(Invocation(entry), CancellationToken.None);

        if (entry.TryGetProperty("expectedFailure", out var failure))
        {
            var failed = Assert.IsType<InvocationOutcome.Failed>(outcome);
            Assert.Equal(failure.GetProperty("type").GetString(), failed.Failure.Type);
            Assert.Equal(failure.GetProperty("message").GetString(), failed.Failure.Message);
            return;
        }

        Assert.IsType<InvocationOutcome.Succeeded>(outcome);
        Assert.Equal(Expected(entry, app.Port), Comparable(await app.Request, entry));
    }

    private static AppInvocation Invocation(JsonElement entry) => new()
    {
        FunctionName = entry.GetProperty("functionName").GetString()!,
        TriggerValue = TypedValue.Read(entry.GetProperty("triggerValue")),
        Metadata = TypedValue.Named(entry, "metadata", "key"),
        Retry = entry.TryGetProperty("retry", out var retry)
            ? new RetryState(retry.GetProperty("retryCount").GetInt32(), retry.GetProperty("maxRetryCount").GetInt32(), null)
            : null,
    };

    private static Activity? Activity(JsonElement entry) => entry.TryGetProperty("activity", out var activity)
        ? new Activity("test")
            .SetParentId(ActivityTraceId.CreateFromString(activity.GetProperty("traceId").GetString()), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)
            .Start()
        : null;

    private static string Expected(JsonElement entry, int port)
    {
        var headers = entry.GetProperty("expectedHeaders").EnumerateArray()
            .Select(header => $"{header[0].GetString()}: {header[1].GetString()!.Replace("{port}", $"{port}", StringComparison.Ordinal)}\r\n");
        return entry.GetProperty("expectedRequestLine").GetString() + "\r\n" + string.Concat(headers) + "\r\n" + entry.GetProperty("expectedBody").GetString();
    }

    // The invocation id and a span id are new each time; `sys` is added by the invoker where the recording was made without it.
    private static string Comparable(string request, JsonElement entry)
    {
        var text = InvocationId().Replace(request, SampleInvocation, 1);
        text = SpanId().Replace(text, "$1{spanId}$3", 1);
        return entry.GetProperty("expectedBody").GetString()!.Contains("\"sys\":", StringComparison.Ordinal) ? text : Sys().Replace(text, "", 1);
    }

    [GeneratedRegex("(?<=X-Azure-Functions-InvocationId: )[0-9a-f-]{36}")]
    private static partial Regex InvocationId();

    [GeneratedRegex("(traceparent: 00-[0-9a-f]{32}-)([0-9a-f]{16})(-01)")]
    private static partial Regex SpanId();

    [GeneratedRegex("""(?<=\{.*),?"sys":\{"MethodName":"\w+","UtcNow":"2026-01-02T03:04:05Z","RandGuid":"[0-9a-f-]{36}"\}""")]
    private static partial Regex Sys();
}
