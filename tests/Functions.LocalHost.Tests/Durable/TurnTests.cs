using Functions.Durable.Protocol;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Json;

using Google.Protobuf;

using EventKind = Functions.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Functions.LocalHost.Tests.Durable;

public sealed class TurnTests
{
    [Fact]
    public async Task Turn_Row01_TheFirstRequest_IsWhatTheExtensionSends()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => [Replay.Complete(0, "\"ok\"")]);
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("flow", "\"x\"");

        var request = Assert.Single(app.Turns);
        Assert.Equal(("i1", null), (request.InstanceId, request.ExecutionId));
        Assert.Empty(request.PastEvents);
        Assert.Equal([EventKind.OrchestratorStarted, EventKind.ExecutionStarted], request.NewEvents.Select(entry => entry.EventTypeCase));
        Assert.All(request.NewEvents, entry => Assert.Equal(-1, entry.EventId));
        var started = request.NewEvents[1].ExecutionStarted;
        Assert.Equal(("flow", "\"x\"", "i1"), (started.Name, started.Input, started.OrchestrationInstance.InstanceId));
        Assert.Matches("^[0-9a-f]{32}$", started.OrchestrationInstance.ExecutionId);
        Assert.Equal(1800, request.EntityParameters.EntityMessageReorderWindow.Seconds);
        Assert.Equal((OrchestrationStatus.Completed, "\"ok\"", "\"x\""), (state.OrchestrationStatus, state.Output, state.Input));
        Assert.NotNull(state.CompletedTimestamp);
    }

    [Fact]
    public async Task Turn_Row06_AChainOfTen_HasTheHistoryThatTheRealEngineKeeps()
    {
        var app = Chain(10);
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow");

        Assert.Equal("10", state.Output);
        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), app.Activities.Select(call => ((WireValue.Text)call.TriggerValue).Value));
        var last = app.Turns.Last();
        Assert.Equal(
            [EventKind.OrchestratorStarted, EventKind.ExecutionStarted, EventKind.TaskScheduled, EventKind.OrchestratorCompleted,
             EventKind.OrchestratorStarted, EventKind.TaskCompleted, EventKind.TaskScheduled, EventKind.OrchestratorCompleted],
            last.PastEvents.Take(8).Select(entry => entry.EventTypeCase));
        Assert.Equal(40, last.PastEvents.Count);
        var scheduled = last.PastEvents.Where(entry => entry.TaskScheduled is not null).ToList();
        Assert.Equal(Enumerable.Range(0, 10), scheduled.Select(entry => entry.EventId));
        Assert.All(scheduled, entry => Assert.Null(entry.TaskScheduled.Input));
        Assert.Equal([EventKind.OrchestratorStarted, EventKind.TaskCompleted], last.NewEvents.Select(entry => entry.EventTypeCase));
    }

    [Fact]
    public async Task Turn_HistoryOfEveryTurn_IsTheOneBeforeWithItsEventsAtTheEnd()
    {
        var app = Chain(5);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.RunAsync("Flow");

        var turns = app.Turns.ToList();
        foreach (var (before, after) in turns.Zip(turns.Skip(1)))
        {
            var start = before.PastEvents.Concat(before.NewEvents).ToList();
            Assert.Equal(start, after.PastEvents.Take(start.Count));
        }
    }

    [Theory]
    [InlineData("non-2xx")]
    [InlineData("app lost")]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("no text")]
    [InlineData("no base64")]
    [InlineData("no protobuf")]
    [InlineData("unknown action")]
    [InlineData("timer without time")]
    [InlineData("event without instance")]
    public async Task Turn_Row72_WhatTheRealEnginePunishes_FailsForGood(string what)
    {
        var failure = new InvocationFailure("System.Net.Http.HttpRequestException", "An error occurred while sending the request.");
        var app = new ScriptedApp().Turn("Flow", request => what switch
        {
            "non-2xx" => new InvocationOutcome.Failed(failure, 500, "Internal Server Error"),
            "app lost" => new InvocationOutcome.AppLost(failure),
            "missing" => ScriptedApp.Succeeded(null),
            "empty" => ScriptedApp.Succeeded(new JsonToken.Text("")),
            "no text" => ScriptedApp.Json("""{"a":1}"""),
            "no base64" => ScriptedApp.Succeeded(new JsonToken.Text("%%%")),
            "no protobuf" => ScriptedApp.Succeeded(new JsonToken.Text("AAAA")),
            "unknown action" => Answer(request, new OrchestratorAction { Id = 0 }),
            "timer without time" => Answer(request, new OrchestratorAction { Id = 0, CreateTimer = new CreateTimerAction() }),
            _ => Answer(request, new OrchestratorAction { Id = 0, SendEvent = new SendEventAction { Name = "e" } }),
        });
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow");

        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Null(state.FailureDetails);
        using var output = System.Text.Json.JsonDocument.Parse(state.Output);
        Assert.NotEmpty(output.RootElement.GetProperty("message").GetString()!);
        Assert.Equal(what is "non-2xx" or "app lost", state.Output.Contains(failure.Message, StringComparison.Ordinal));
        Assert.Single(app.Turns);
    }

    [Theory]
    [InlineData("timed out")]
    [InlineData("out of memory")]
    [InlineData("requires history")]
    public async Task Turn_Row71_WhatTheRealEngineForgives_IsRepeatedFromTheSameHistory(string what)
    {
        var turns = 0;
        var app = new ScriptedApp().Turn("Flow", request => ++turns > 1
            ? Answer(request, Replay.Complete(0, "1"))
            : what switch
            {
                "timed out" => new InvocationOutcome.TimedOut(new InvocationFailure("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", "Timeout")),
                "out of memory" => Answer(request, Replay.Fail(0, "HandlerUnavailable", "stopping", new TaskFailureDetails
                {
                    ErrorType = "x",
                    InnerFailure = new TaskFailureDetails { ErrorType = "System.OutOfMemoryException" },
                })),
                _ => ScriptedApp.Succeeded(new JsonToken.Text(Convert.ToBase64String(new OrchestratorResponse { RequiresHistory = true }.ToByteArray()))),
            });
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow");

        Assert.Equal(OrchestrationStatus.Completed, state.OrchestrationStatus);
        Assert.Equal(2, app.Turns.Count);
        Assert.All(app.Turns, turn => Assert.Empty(turn.PastEvents));
    }

    /// <summary>durable-protocol §3.5, counter-measure 5: why activities must heed their deadline, and what the watchdog is there for.</summary>
    [Fact]
    public async Task Turn_LostWithTheProcessThatAnActivitysTimeoutKills_FailsForGoodWhileTheActivityIsRepeated()
    {
        var inFlight = new TaskCompletionSource();
        var killed = new TaskCompletionSource();
        var attempts = 0;
        var app = Chain(1)
            .Function("Work", async (_, _) =>
            {
                if (Interlocked.Increment(ref attempts) > 1)
                {
                    return ScriptedApp.Json("1");
                }

                await inFlight.Task;
                killed.SetResult();
                return new InvocationOutcome.TimedOut(new InvocationFailure("Microsoft.Azure.WebJobs.Host.FunctionTimeoutException", "Timeout"));
            })
            .Function("Other", async (_, _) =>
            {
                inFlight.SetResult();
                await killed.Task;
                return new InvocationOutcome.AppLost(new InvocationFailure("System.Net.Http.HttpRequestException", "An error occurred while sending the request."));
            });
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await engine.StartInstanceAsync("o1", "Other");

        var (flow, other) = (await engine.EndOfAsync("i1"), await engine.EndOfAsync("o1"));

        Assert.Equal((OrchestrationStatus.Completed, 2), (flow.OrchestrationStatus, attempts));
        Assert.Equal(OrchestrationStatus.Failed, other.OrchestrationStatus);
        Assert.Null(other.FailureDetails);

        // Its id is free again: that is what the watchdog uses.
        app.Orchestration("Other", _ => [Replay.Complete(0, "\"revived\"")]);
        Assert.Equal("\"revived\"", (await engine.RunAsync("Other", id: "o1")).Output);
    }

    [Fact]
    public async Task Turn_AnOutermostOutOfMemory_IsAnOrdinaryFailure()
    {
        var app = new ScriptedApp().Orchestration("Flow", _ => [Replay.Fail(0, "System.OutOfMemoryException", "too big")]);
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow");

        Assert.Equal((OrchestrationStatus.Failed, "System.OutOfMemoryException: too big"), (state.OrchestrationStatus, state.Output));
        Assert.Equal("too big", state.FailureDetails.ErrorMessage);
    }

    [Fact]
    public async Task Turn_WhileTheHostStops_IsDoneInTheNextLife()
    {
        var reached = new TaskCompletionSource();
        var app = new ScriptedApp().Function("Flow", async (_, cancellation) =>
        {
            reached.TrySetResult();
            await Task.WhenAny(Task.Delay(Timeout.Infinite, cancellation));
            return new InvocationOutcome.HostStopping();
        });
        var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await reached.Task.WaitAsync(EngineHarness.Deadline);
        app.Orchestration("Flow", _ => [Replay.Complete(0, "\"second life\"")]);

        await using var next = await engine.NextLifeAsync();

        Assert.Equal("\"second life\"", (await next.EndOfAsync("i1")).Output);
    }

    [Fact]
    public async Task Turn_TooManyActions_FailsForGood()
    {
        var app = new ScriptedApp().Orchestration("Flow", _ => Enumerable.Range(0, 11).Select(id => Replay.Call(id, "Work")));
        var options = new EngineOptions();
        await using var engine = await EngineHarness.StartAsync(app, options with { Durable = options.Durable with { MaxActions = 10 } });

        var state = await engine.RunAsync("Flow");

        Assert.Equal(OrchestrationStatus.Failed, state.OrchestrationStatus);
        Assert.Contains("maxOrchestrationActions", state.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_Row51_CustomStatus_IsTheOneOfTheLastTurn()
    {
        var app = new ScriptedApp().Activity("Work", _ => ScriptedApp.Json("1"));
        app.Respond("Flow", request => new OrchestratorResponse
        {
            InstanceId = request.InstanceId,
            CustomStatus = request.PastEvents.Count == 0 ? "\"busy\"" : null,
            Actions = { request.PastEvents.Count == 0 ? Replay.Call(0, "Hold") : Replay.Complete(1) },
        });
        var release = new TaskCompletionSource();
        app.Function("Hold", async (_, _) =>
        {
            await release.Task;
            return ScriptedApp.Json("1");
        });
        await using var engine = await EngineHarness.StartAsync(app, new EngineOptions { Activities = ["Hold"] });
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(async () => (await engine.GetAsync("i1"))!.CustomStatus == "\"busy\"", "the status of the first turn");
        release.SetResult();

        Assert.Null((await engine.EndOfAsync("i1")).CustomStatus);
    }

    [Fact]
    public async Task Turn_Row69_AnOrchestratorThatIsGone_FailsWithoutDetails()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.IsFirstTurn ? [Replay.Child(0, "Unknown", "c1")] : [Replay.Complete(1, "1")]);
        await using var engine = await EngineHarness.StartAsync(app);

        await engine.RunAsync("Flow");

        var child = await engine.GetAsync("c1");
        Assert.Equal(OrchestrationStatus.Failed, child!.OrchestrationStatus);
        Assert.Contains("doesn't exist", child.Output, StringComparison.Ordinal);
        Assert.Null(app.Turns.Last().NewEvents[1].SubOrchestrationInstanceFailed.FailureDetails);
    }

    internal static ScriptedApp Chain(int length) => new ScriptedApp()
        .Orchestration("Flow", replay => replay.Completed.Count < length
            ? [Replay.Call(replay.Scheduled, "Work", $"{replay.Scheduled}")]
            : [Replay.Complete(length, $"{replay.Completed.Count}")])
        .Activity("Work", input => ScriptedApp.Json(input!));

    private static InvocationOutcome Answer(OrchestratorRequest request, OrchestratorAction action) => ScriptedApp.Succeeded(
        new JsonToken.Text(Convert.ToBase64String(new OrchestratorResponse { InstanceId = request.InstanceId, Actions = { action } }.ToByteArray())));
}
