using Functions.Durable.Protocol;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

namespace Functions.LocalHost.Tests.Durable;

public sealed class ActivityTests
{
    [Theory]
    [InlineData("\"Tokyo\"", "\"Tokyo\"")]
    [InlineData("{ \"a\" : 1, \"at\": \"2026-01-02T03:04:05+09:00\" }", "{\"a\":1,\"at\":\"2026-01-02T03:04:05+09:00\"}")]
    [InlineData("5", "5")]
    [InlineData("null", "null")]
    [InlineData(null, null)]
    public async Task Activity_Row73_Input_IsItsCompactJsonText(string? input, string? expected)
    {
        var (app, state) = await RunOneAsync(input, _ => ScriptedApp.Json("1"));

        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        var call = Assert.Single(app.Activities);
        Assert.Equal(WireValue.From(expected), call.TriggerValue);
        Assert.Equal(["instanceId", "input", "data"], call.Metadata.Select(entry => entry.Key));
        Assert.Equal([WireValue.From("i1"), WireValue.From(expected)], call.Metadata.Take(2).Select(entry => entry.Value));
        Assert.Equal(expected, (call.Metadata[2].Value as WireValue.Parsed)?.Value.ToJson());
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("{\"a\":[1,2.50]}", "{\"a\":[1,2.5]}")]
    [InlineData("7", "7")]
    [InlineData("true", "true")]
    [InlineData("\"{\\\"on\\\":\\\"2026-01-05\\\"}\"", "\"{\\\"on\\\":\\\"2026-01-05\\\"}\"")]
    [InlineData("\"Done\"", "\"Done\"")]
    public async Task Activity_Row74To76_Result_IsTheJsonTextOfTheReturnValue(string returnValue, string? expected)
    {
        var (app, _) = await RunOneAsync("1", _ => ScriptedApp.Json(returnValue));

        Assert.Equal(expected, app.Turns.Last().NewEvents[1].TaskCompleted.Result);
    }

    [Fact]
    public async Task Activity_WithoutAReturnValue_HasNoResult()
    {
        var (app, _) = await RunOneAsync("1", _ => ScriptedApp.Succeeded(null));

        Assert.Null(app.Turns.Last().NewEvents[1].TaskCompleted.Result);
    }

    [Fact]
    public async Task Activity_Row13_ThatFails_CarriesTheExceptionsOfTheRealHost()
    {
        var failure = new InvocationFailure("System.Net.Http.HttpRequestException", "Response status code does not indicate success: 500 (T: m).");
        var (app, _) = await RunOneAsync("1", _ => new InvocationOutcome.Failed(failure, 500, "T: m"));

        var details = app.Turns.Last().NewEvents[1].TaskFailed.FailureDetails;
        Assert.Equal("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", details.ErrorType);
        Assert.Equal("Exception while executing function: Functions.Work", details.ErrorMessage);
        Assert.Equal((failure.Type, failure.Message), (details.InnerFailure.ErrorType, details.InnerFailure.ErrorMessage));
        Assert.Null(details.InnerFailure.InnerFailure);
        Assert.False(details.IsNonRetriable);
    }

    [Fact]
    public async Task Activity_DuringWhichTheAppDies_FailsWithTheConnectionErrorInside()
    {
        var lost = new InvocationFailure(
            "System.Net.Http.HttpRequestException", "Connection refused (127.0.0.1:1)", new InvocationFailure("System.Net.Sockets.SocketException", "Connection refused"));
        var (app, _) = await RunOneAsync("1", _ => new InvocationOutcome.AppLost(lost));

        var details = app.Turns.Last().NewEvents[1].TaskFailed.FailureDetails;
        Assert.Equal("System.Net.Sockets.SocketException", details.InnerFailure.InnerFailure.ErrorType);
    }

    [Fact]
    public async Task Activity_Row12_ThatIsNotRegistered_FailsWithoutDetails()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.IsFirstTurn ? [Replay.Call(0, "Unknown")] : [Replay.Complete(1)]);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.RunAsync("Flow");

        var failed = app.Turns.Last().NewEvents[1].TaskFailed;
        Assert.Equal(0, failed.TaskScheduledId);
        Assert.Null(failed.FailureDetails);
    }

    [Fact]
    public async Task Activity_WhoseInputIsNoJson_FailsBeforeTheAppIsCalled()
    {
        var (app, _) = await RunOneAsync("{broken", _ => ScriptedApp.Json("1"));

        Assert.Empty(app.Activities);
        Assert.NotNull(app.Turns.Last().NewEvents[1].TaskFailed.FailureDetails);
    }

    [Fact]
    public async Task Activity_ThatTimesOut_IsDeliveredAgain()
    {
        var calls = 0;
        var (app, state) = await RunOneAsync("1", _ => ++calls == 1
            ? new InvocationOutcome.TimedOut(new InvocationFailure("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", "Timeout"))
            : ScriptedApp.Json("1"));

        Assert.Equal((OrchestrationStatus.Completed, 2), (state.OrchestrationStatus, app.Activities.Count));
    }

    [Fact]
    public async Task Activity_RunningWhenTheHostStops_RunsAgainInTheNextLife()
    {
        using var reached = new CountdownEvent(3);
        var app = FanOut(3).Function("Work", async (_, cancellation) =>
        {
            reached.Signal();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            return new InvocationOutcome.HostStopping();
        });
        var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow", new string('x', 30_000));
        await EngineHarness.UntilAsync(() => reached.IsSet, "three running activities");
        app.Activity("Work", input => ScriptedApp.Json(input!));

        await using var next = await engine.NextLifeAsync();

        Assert.Equal("3", (await next.EndOfAsync("i1")).Output);
        Assert.Equal(3, app.Activities.Count);
    }

    [Fact]
    public async Task Activities_OfManyInstances_NeverMoreAtATimeThanAllowed()
    {
        var (running, most) = (0, 0);
        var app = FanOut(10).Function("Work", async (invocation, _) =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return ScriptedApp.Json("1");
        });
        var options = new EngineOptions();
        await using var engine = await EngineHarness.StartAsync(app, options with { Durable = options.Durable with { MaxConcurrentActivities = 3 } });

        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => engine.RunAsync("Flow", id: $"i{number}")));

        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task Activities_OneThousandAtOnceFiveTimes_MakeAHistoryOfTenThousandEvents()
    {
        const int round = 1000;
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => (replay.Scheduled, replay.Completed.Count) switch
            {
                (var scheduled, var completed) when completed < scheduled => [],
                (5 * round, _) => [Replay.Complete(5 * round, $"{replay.Completed.Select(task => task.TaskScheduledId).Distinct().Count()}")],
                (var scheduled, _) => Enumerable.Range(scheduled, round).Select(id => Replay.Call(id, "Work", $"\"{id}-{new string('x', 100)}\"")),
            })
            .Activity("Work", input => ScriptedApp.Json(input!));
        var options = new EngineOptions();
        var engine = await EngineHarness.StartAsync(app, options with { Durable = options.Durable with { MaxConcurrentActivities = 64 } });
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(() => app.Activities.Count > 2 * round, "two thousand activities");

        // In the middle the history and what is open come back from the tables.
        await using var next = await engine.NextLifeAsync();
        var state = await next.EndOfAsync("i1");

        Assert.Equal("5000", state.Output);
        Assert.InRange(app.Turns.Last().PastEvents.Count + app.Turns.Last().NewEvents.Count, 10_000, 30_000);
        Assert.Equal(5 * round, app.Activities.Select(call => ((WireValue.Text)call.TriggerValue).Value).Distinct().Count());
    }

    [Fact]
    public async Task Activities_WithLargeInputsAndResults_ArriveWhole()
    {
        var large = $"\"{new string('日', 700_000)}\"";
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.IsFirstTurn
                ? [Replay.Call(0, "Work", replay.Input)]
                : [Replay.Complete(1, replay.Completed[0].Result)])
            .Activity("Work", input => ScriptedApp.Succeeded(new JsonToken.Text(input![1..^1])));
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow", large);

        Assert.Equal(large, state.Output);
        Assert.Equal(large, state.Input);
    }

    private static async Task<(ScriptedApp App, OrchestrationState State)> RunOneAsync(string? input, Func<string?, InvocationOutcome> activity)
    {
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.IsFirstTurn ? [Replay.Call(0, "work", input)] : [Replay.Complete(1)])
            .Activity("Work", activity);
        await using var engine = await EngineHarness.StartAsync(app);
        return (app, await engine.RunAsync("Flow"));
    }

    private static ScriptedApp FanOut(int width) => new ScriptedApp()
        .Orchestration("Flow", replay => replay.IsFirstTurn
            ? Enumerable.Range(0, width).Select(id => Replay.Call(id, "Work", $"\"{replay.Input}\""))
            : replay.Completed.Count == width ? [Replay.Complete(width, $"{width}")] : []);

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
