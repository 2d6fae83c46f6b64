using System.Text;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Tests.Recorded;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

using Testing;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>What the recordings cannot show: time-outs, ends of the host, bounds, missing bindings, and mistakes that are reported at once.</summary>
public sealed class AppInvokerTests
{
    private static readonly AppInvocation Call = new() { FunctionName = "fn", TriggerValue = new WireValue.Text("x") };

    [Fact]
    public async Task Invoke_LongerThanFunctionTimeout_KillsTheAppAndSaysSo()
    {
        await using var app = new ScriptedApp(answer: null);
        var process = new AppAt(app.Address);
        var time = new ManualTimeProvider();
        using var invoker = new AppInvoker(TestApp.With(TimeSpan.FromMinutes(10), Function()), process, time, NullLoggerFactory.Instance);

        var running = invoker.InvokeAsync(Call, CancellationToken.None);
        await app.Request.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromMinutes(10));

        var late = Assert.IsType<InvocationOutcome.TimedOut>(await running);
        Assert.Equal("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", late.Failure.Type);
        Assert.Equal("Timeout value of 00:10:00 was exceeded by function: Fn", late.Failure.Message);
        Assert.Equal([late.Failure.Message], process.Kills);
    }

    [Fact]
    public async Task Invoke_AppKilledForAnotherFunctionsTimeout_IsLost()
    {
        await using var app = new ScriptedApp(answer: null);
        var time = new ManualTimeProvider();
        using var process = new DiesWhenKilled(app);
        using var invoker = new AppInvoker(TestApp.With(TimeSpan.FromMinutes(10), Function()), process, time, NullLoggerFactory.Instance);
        var late = invoker.InvokeAsync(Call, CancellationToken.None);
        await app.Request.WaitAsync(TimeSpan.FromSeconds(30));
        time.Advance(TimeSpan.FromMinutes(5));
        var other = invoker.InvokeAsync(Call, CancellationToken.None);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.IsType<InvocationOutcome.TimedOut>(await late.WaitAsync(TimeSpan.FromSeconds(30)));
        var lost = Assert.IsType<InvocationOutcome.AppLost>(await other.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal("System.Net.Http.HttpRequestException", lost.Failure.Type);
    }

    [Fact]
    public async Task Invoke_HostStops_IsNotAFailureOfTheApp()
    {
        await using var app = new ScriptedApp(answer: null);
        var process = new AppAt(app.Address);
        using var invoker = Invoker(process);
        using var stop = new CancellationTokenSource();

        var running = invoker.InvokeAsync(Call, stop.Token);
        await app.Request.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        Assert.IsType<InvocationOutcome.HostStopping>(await running);
        Assert.Empty(process.Kills);
    }

    [Fact]
    public async Task Invoke_AppNeverReady_IsLostAfterFourInitializationTimeouts()
    {
        var time = new ManualTimeProvider();
        using var invoker = new AppInvoker(TestApp.With(Function()), new HangingProcess(), time, NullLoggerFactory.Instance);

        var running = invoker.InvokeAsync(Call, CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<InvocationOutcome.AppLost>(await running);
    }

    [Fact]
    public async Task Invoke_UnknownFunction_Throws()
    {
        await using var app = ScriptedApp.Json("{}");
        using var invoker = Invoker(new AppAt(app.Address));

        await Assert.ThrowsAsync<ArgumentException>(() => invoker.InvokeAsync(Call with { FunctionName = "Other" }, CancellationToken.None));
    }

    [Fact]
    public async Task Invoke_AnswerAboveTheBound_FailsAndNamesTheBound()
    {
        await using var app = ScriptedApp.Json($$"""{"ReturnValue":"{{new string('-', 2000)}}"}""");
        using var invoker = new AppInvoker(TestApp.With(Function()), new AppAt(app.Address), TimeProvider.System, NullLoggerFactory.Instance, maxAnswer: 1000);

        var failed = Assert.IsType<InvocationOutcome.Failed>(await invoker.InvokeAsync(Call, CancellationToken.None));

        Assert.Equal("[answer_too_large] Function 'Fn' answered with more than 1000 bytes.", failed.Failure.Message);
    }

    [Fact]
    public async Task Invoke_EmptyAnswer_IsReportedAtOnceWithWhatTheRealHostWouldDo()
    {
        await using var app = new ScriptedApp("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        using var invoker = new AppInvoker(TestApp.With(TimeSpan.FromMinutes(10), Function()), new AppAt(app.Address), TimeProvider.System, NullLoggerFactory.Instance);

        var failed = Assert.IsType<InvocationOutcome.Failed>(await invoker.InvokeAsync(Call, CancellationToken.None));

        Assert.Equal(
            "[empty_answer] Function 'Fn' answered 204 without a JSON object: the real host would wait until functionTimeout (00:10:00) and then kill the app. Answer at least {}.",
            failed.Failure.Message);
    }

    [Theory]
    [InlineData("""{"Outputs":{"bus":"Done"}}""", "[base64_mangled]: Outputs.bus ")]
    [InlineData("""{"Outputs":{"bus":{"a":{"at":"2026-01-02T03:04:05+09:00"}}}}""", "[date_rewritten]: Outputs.bus.a.at ")]
    [InlineData("""{"Outputs":{"bus":"{\"list\":[\"2026-01-02T03:04:05Z\"]}"}}""", "[date_rewritten]: Outputs.bus.list[0] ")]
    [InlineData("""{"Outputs":{"bus":"{\"amount\":1.50}"}}""", "[decimal_rewritten]: Outputs.bus.amount ")]
    [InlineData("""{"ReturnValue":"2026-01-02T03:04:05+09:00"}""", "[date_rewritten]: ReturnValue ")]
    public async Task Invoke_AnswerThatIsPunishedLater_IsReportedAtOnceAndStillWritten(string answer, string expected)
    {
        var (outcome, log) = await InvokeAsync(answer);

        Assert.IsType<InvocationOutcome.Succeeded>(outcome);
        Assert.Contains(expected, log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Outputs":{"bus":"{\"at\":\"2026-01-02\",\"amount\":\"1.50\"}"}}""")]
    [InlineData("""{"ReturnValue":"\"2026-01-02T03:04:05+09:00\""}""")]
    [InlineData("""{"ReturnValue":"CgJpMQ=="}""")]
    public async Task Invoke_SafeAnswer_IsNotReported(string answer)
    {
        var (outcome, log) = await InvokeAsync(answer);

        Assert.IsType<InvocationOutcome.Succeeded>(outcome);
        Assert.DoesNotContain("the real host will punish", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_UnreadableAnswer_IsLoggedWithoutItsText()
    {
        var (outcome, log) = await InvokeAsync("""{"name":"Sato Taro" """);

        Assert.Contains("Sato", Assert.IsType<InvocationOutcome.Failed>(outcome).Failure.Message, StringComparison.Ordinal);
        Assert.Contains("Invalid HttpResponseMessage:", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Sato", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_OutputThatNobodyOffers_FailsAndNamesIt()
    {
        await using var app = ScriptedApp.Json("""{"Outputs":{"bus":"{}"}}""");
        using var invoker = Invoker(new AppAt(app.Address));

        var failed = Assert.IsType<InvocationOutcome.Failed>(await invoker.InvokeAsync(Call, CancellationToken.None));

        Assert.StartsWith("This host has no output binding of type 'serviceBus' (binding 'bus')", failed.Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_OutputThatCannotBeWritten_FailsTheInvocation()
    {
        await using var app = ScriptedApp.Json("""{"Outputs":{"bus":"{}"}}""");
        using var invoker = Invoker(new AppAt(app.Address));
        invoker.Attach([new FullQueue()]);

        var failed = Assert.IsType<InvocationOutcome.Failed>(await invoker.InvokeAsync(Call, CancellationToken.None));

        Assert.Equal(new InvocationFailure("System.IO.IOException", "The queue is full."), failed.Failure);
    }

    [Fact]
    public async Task Invoke_NonSuccess_KeepsStatusAndReason()
    {
        await using var app = new ScriptedApp("HTTP/1.1 503 queue is full\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        using var invoker = Invoker(new AppAt(app.Address));

        var failed = Assert.IsType<InvocationOutcome.Failed>(await invoker.InvokeAsync(Call, CancellationToken.None));

        Assert.Equal((503, "queue is full"), (failed.StatusCode, failed.ReasonPhrase));
    }

    private static async Task<(InvocationOutcome Outcome, string Log)> InvokeAsync(string answer)
    {
        await using var app = ScriptedApp.Json(answer);
        using var log = new CapturedLog();
        using var logging = LoggerFactory.Create(builder => builder.AddProvider(log));
        using var invoker = new AppInvoker(TestApp.With(Function()), new AppAt(app.Address), TimeProvider.System, logging);
        invoker.Attach([new RecordingOutput("serviceBus")]);
        return (await invoker.InvokeAsync(Call, CancellationToken.None), log.Text);
    }

    private static AppInvoker Invoker(IAppProcess process) => new(TestApp.With(Function()), process, TimeProvider.System, NullLoggerFactory.Instance);

    private static FunctionDefinition Function()
    {
        var trigger = new BindingDefinition("serviceBusTrigger", "msg", false, new Dictionary<string, JsonElement>());
        return new FunctionDefinition("Fn", trigger, [trigger, new BindingDefinition("serviceBus", "bus", true, new Dictionary<string, JsonElement>())]);
    }

    private sealed class FullQueue : Component, IOutputBinding
    {
        public string Type => "serviceBus";

        public Task WriteAsync(BindingDefinition binding, IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellationToken) =>
            throw new IOException(Encoding.UTF8.GetString(bodies[0].Span) == "{}" ? "The queue is full." : "Another message was expected.");
    }
}
