using System.Globalization;

using Functions.Durable.Protocol;

namespace Functions.LocalHost.Tests.Durable;

public sealed class ChildTests
{
    [Fact]
    public async Task Child_Row38_KnowsItsParentAndAnswersIt()
    {
        var app = Parent().Orchestration("Child", replay => [Replay.Complete(0, "\"done\"")]);
        await using var engine = await EngineHarness.StartAsync(app);

        await engine.RunAsync("Flow", "\"in\"");

        var first = app.Turns.First(turn => turn.InstanceId == "i1");
        var start = app.Turns.First(turn => turn.InstanceId == "c1").NewEvents[1].ExecutionStarted;
        Assert.Equal(("Child", "\"in\""), (start.Name, start.Input));
        Assert.Equal((0, "Flow", "i1"), (start.ParentInstance.TaskScheduledId, start.ParentInstance.Name, start.ParentInstance.OrchestrationInstance.InstanceId));
        Assert.Equal(first.NewEvents[1].ExecutionStarted.OrchestrationInstance.ExecutionId, start.ParentInstance.OrchestrationInstance.ExecutionId);
        var last = app.Turns.Last();
        Assert.Null(last.PastEvents.Single(entry => entry.SubOrchestrationInstanceCreated is not null).SubOrchestrationInstanceCreated.Input);
        var answer = last.NewEvents[1].SubOrchestrationInstanceCompleted;
        Assert.Equal((0, "\"done\""), (answer.TaskScheduledId, answer.Result));
        Assert.Equal("i1", (await engine.GetAsync("c1"))!.ParentInstanceId);
    }

    [Fact]
    public async Task Child_Row39_ThatFails_HandsItsDetailsOn()
    {
        var app = Parent().Orchestration("Child", _ => [Replay.Fail(0, "Broken", "no")]);
        await using var engine = await EngineHarness.StartAsync(app);

        await engine.RunAsync("Flow");

        Assert.Equal("Broken", app.Turns.Last().NewEvents[1].SubOrchestrationInstanceFailed.FailureDetails.ErrorType);
    }

    [Fact]
    public async Task Child_Row40_ThatIsTerminated_FailsWithoutDetails()
    {
        var app = Parent().Orchestration("Child", replay => replay.Termination is { } ended ? [Replay.Terminate(0, ended.Input)] : []);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(async () => await engine.GetAsync("c1") is { OrchestrationStatus: OrchestrationStatus.Running }, "the child");
        await engine.Engine.Hub.TerminateAsync("c1", "\"why\"", recurse: false, CancellationToken.None);

        await engine.EndOfAsync("i1");

        Assert.Null(app.Turns.Last().NewEvents[1].SubOrchestrationInstanceFailed.FailureDetails);
        Assert.Equal("\"why\"", (await engine.EndOfAsync("c1")).Output);
    }

    [Fact]
    public async Task Child_Row52_ThatContinuesAsNew_AnswersWithItsLastExecution()
    {
        var app = Parent().Orchestration("Child", replay => replay.Input == "3" ? [Replay.Complete(0, "3")] : [Replay.ContinueAsNew(0, $"{int.Parse(replay.Input!, CultureInfo.InvariantCulture) + 1}")]);
        await using var engine = await EngineHarness.StartAsync(app);

        await engine.RunAsync("Flow", "1");

        Assert.Equal("3", app.Turns.Last().NewEvents[1].SubOrchestrationInstanceCompleted.Result);
    }

    [Fact]
    public async Task Child_Row46_TriedAgainUnderTheSameId_RunsAgain()
    {
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.All.Count(entry => entry.SubOrchestrationInstanceFailed is not null) switch
            {
                0 when replay.IsFirstTurn => [Replay.Child(0, "Child", "c1", "0")],
                1 when replay.Scheduled == 1 => [Replay.Child(1, "Child", "c1", "1")],
                _ => replay.All.Any(entry => entry.SubOrchestrationInstanceCompleted is not null) ? [Replay.Complete(2, "1")] : [],
            })
            .Orchestration("Child", replay => replay.Input == "0" ? [Replay.Fail(0, "T", "m")] : [Replay.Complete(0, "1")]);
        await using var engine = await EngineHarness.StartAsync(app);

        Assert.Equal("1", (await engine.RunAsync("Flow")).Output);
    }

    [Fact]
    public async Task Child_WhoseIdIsInUse_FailsTheCall()
    {
        var app = Parent().Orchestration("Other", _ => []);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("c1", "Other");
        await engine.StartOfAsync("c1");

        await engine.RunAsync("Flow");

        Assert.Contains("AlreadyExists", app.Turns.Last().NewEvents[1].SubOrchestrationInstanceFailed.FailureDetails.ErrorType, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Child_UnderTheIdOfItsParent_HoldsNobodyUp(bool replacesRunning)
    {
        // With the end in the same turn the id is free to be taken again by the time the child is handed over.
        var app = new ScriptedApp()
            .Orchestration("Flow", _ => [Replay.Child(0, "Child", "i1"), Replay.Complete(1, "\"ended\"")])
            .Orchestration("Other", replay => [Replay.Complete(0, replay.Input)]);
        var options = new EngineOptions();
        await using var engine = await EngineHarness.StartAsync(app, options with { Durable = options.Durable with { ReplacesRunning = replacesRunning } });

        Assert.Equal("\"ended\"", (await engine.RunAsync("Flow")).Output);
        await engine.StartInstanceAsync("i1", "Other", "5").WaitAsync(EngineHarness.Deadline);

        Assert.Equal("5", (await engine.EndOfAsync("i1")).Output);
    }

    [Fact]
    public async Task Terminate_Row61_Recursive_EndsTheChildrenToo()
    {
        var app = new ScriptedApp();
        foreach (var name in new[] { "Flow", "Child" })
        {
            app.Orchestration(name, replay => replay.Termination is { } ended ? [Replay.Terminate(9, ended.Input)]
                : name == "Flow" && replay.IsFirstTurn ? [Replay.Child(0, "Child", "c1")] : []);
        }

        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(async () => await engine.GetAsync("c1") is { OrchestrationStatus: OrchestrationStatus.Running }, "the child");

        await engine.Engine.Hub.TerminateAsync("i1", "\"all\"", recurse: true, CancellationToken.None);

        Assert.Equal((OrchestrationStatus.Terminated, "\"all\""), await EndAsync(engine, "i1"));
        Assert.Equal((OrchestrationStatus.Terminated, "\"all\""), await EndAsync(engine, "c1"));
    }

    [Fact]
    public async Task Children_FiftyAtOnce_AllAnswer()
    {
        var app = new ScriptedApp()
            .Orchestration("Flow", replay => replay.IsFirstTurn
                ? Enumerable.Range(0, 50).Select(id => Replay.Child(id, "Child", $"c{id}", new string('1', 2000)))
                : replay.All.Count(entry => entry.SubOrchestrationInstanceCompleted is not null) == 50 ? [Replay.Complete(50, "50")] : [])
            .Orchestration("Child", _ => [Replay.Complete(0, "1")]);
        await using var engine = await EngineHarness.StartAsync(app);

        Assert.Equal("50", (await engine.RunAsync("Flow")).Output);
    }

    private static ScriptedApp Parent() => new ScriptedApp().Orchestration(
        "Flow", replay => replay.IsFirstTurn ? [Replay.Child(0, "Child", "c1", replay.Input)] : [Replay.Complete(1, "1")]);

    private static async Task<(OrchestrationStatus Status, string Output)> EndAsync(EngineHarness engine, string id)
    {
        var state = await engine.EndOfAsync(id);
        return (state.OrchestrationStatus, state.Output);
    }
}
