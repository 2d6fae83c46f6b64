using System.Globalization;

using Functions.Durable.Protocol;

using EventKind = Functions.Durable.Protocol.HistoryEvent.EventTypeOneofCase;

namespace Functions.LocalHost.Tests.Durable;

public sealed class ContinueAsNewTests
{
    [Fact]
    public async Task ContinueAsNew_Row52_BeginsWithAnEmptyHistoryUnderANewExecutionId()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.Input == "2"
            ? [Replay.Complete(0, "\"end\"")]
            : [Replay.ContinueAsNew(0, "2", Raised("first"), Raised("second"))]);
        await using var engine = await EngineHarness.StartAsync(app);

        var state = await engine.RunAsync("Flow", "1");

        var (before, after) = (app.Turns.First(), app.Turns.Last());
        Assert.Empty(after.PastEvents);
        Assert.Equal(
            [EventKind.OrchestratorStarted, EventKind.ExecutionStarted, EventKind.EventRaised, EventKind.EventRaised, EventKind.OrchestratorCompleted],
            after.NewEvents.Select(entry => entry.EventTypeCase));
        Assert.Equal(["first", "second"], after.NewEvents.Select(entry => entry.EventRaised?.Name).OfType<string>());
        Assert.NotEqual(Execution(before), Execution(after));
        Assert.Equal(Execution(after), state.ExecutionId);
        Assert.Equal(("2", "\"end\""), (state.Input, state.Output));
    }

    [Theory]
    [InlineData(null, "v1")]
    [InlineData("", "")]
    [InlineData("v2", "v2")]
    public async Task ContinueAsNew_Row54_NewVersion_IsTakenOrTheOldOneKept(string? newVersion, string expected)
    {
        var app = new ScriptedApp().Orchestration("Flow", replay =>
        {
            var action = replay.Input == "2" ? Replay.Complete(0) : Replay.ContinueAsNew(0, "2");
            action.CompleteOrchestration.NewVersion = newVersion;
            return [action];
        });
        var options = new EngineOptions();
        await using var engine = await EngineHarness.StartAsync(app, options with { Durable = options.Durable with { DefaultVersion = "v1" } });

        Assert.Equal(expected, (await engine.RunAsync("Flow")).Version);
    }

    [Fact]
    public async Task ContinueAsNew_Row55_WithAnActivityOfTheSameTurn_RunsItAndDropsItsResult()
    {
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.Input is null ? [Replay.Call(0, "Work"), Replay.ContinueAsNew(1, "2")]
                : replay.Raised.Count > 0 ? [Replay.Complete(0, $"{replay.Completed.Count}")] : [])
            .Activity("Work", _ => ScriptedApp.Json("1"));
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(() => app.Activities.Count == 1, "the activity");
        await engine.RaiseAsync("i1", "end");

        Assert.Equal("0", (await engine.EndOfAsync("i1")).Output);
    }

    [Fact]
    public async Task ContinueAsNew_TwoHundredTimes_KeepsNoHistoryOfTheOnesBefore()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.Input == "200"
            ? [Replay.Complete(0, replay.Input)]
            : [Replay.ContinueAsNew(0, $"{int.Parse(replay.Input!, CultureInfo.InvariantCulture) + 1}")]);
        await using var engine = await EngineHarness.StartAsync(app);

        Assert.Equal("200", (await engine.RunAsync("Flow", "0")).Output);
        Assert.All(app.Turns, turn => Assert.Empty(turn.PastEvents));
    }

    private static HistoryEvent Raised(string name) => new() { EventId = -1, EventRaised = new EventRaisedEvent { Name = name } };

    private static string Execution(OrchestratorRequest request) => request.NewEvents[1].ExecutionStarted.OrchestrationInstance.ExecutionId;
}
