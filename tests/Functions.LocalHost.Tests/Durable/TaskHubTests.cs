using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Client;

namespace Functions.LocalHost.Tests.Durable;

public sealed class TaskHubTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Start_Row79_OfAnIdThatRuns_IsRefused()
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());
        await engine.StartInstanceAsync("i1", "Flow");

        await RefusedAsync(HubFault.AlreadyExists, () => engine.StartInstanceAsync("i1", "Flow"));
        await engine.StartOfAsync("i1");
        await RefusedAsync(HubFault.AlreadyExists, () => engine.StartInstanceAsync("i1", "Other"));
    }

    [Fact]
    public async Task Start_Row85_OfAnIdThatHasEnded_BeginsAnew()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => [Replay.Complete(0, replay.Input)]);
        await using var engine = await EngineHarness.StartAsync(app);
        var first = await engine.RunAsync("Flow", "1");
        var second = await engine.RunAsync("Flow", "2");

        Assert.Equal("2", second.Output);
        Assert.NotEqual(first.ExecutionId, second.ExecutionId);
        Assert.Empty(app.Turns.Last().PastEvents);
    }

    [Fact]
    public async Task Start_WithoutAnId_GetsOne()
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());

        Assert.Matches("^[0-9a-f]{32}$", await engine.StartInstanceAsync("", "Flow"));
    }

    [Fact]
    public async Task Start_OfAnUnknownOrchestrator_IsRefused()
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());

        await RefusedAsync(HubFault.Internal, () => engine.StartInstanceAsync("i1", "Nowhere"));
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\u0001b")]
    public async Task Start_OfAnIdThatIsNotAllowed_IsRefused(string id)
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());

        await RefusedAsync(HubFault.InvalidArgument, () => engine.StartInstanceAsync(id, "Flow"));
    }

    [Theory]
    [InlineData("tx-orders-101")]
    [InlineData("it's % & + ' 日本")]
    public async Task Start_OfAnIdWithSpecialCharacters_Works(string id)
    {
        await using var engine = await EngineHarness.StartAsync(new ScriptedApp().Orchestration("Flow", _ => [Replay.Complete(0)]));

        Assert.Equal(id, (await engine.RunAsync("Flow", id: id)).InstanceId);
    }

    [Fact]
    public async Task Start_OfTheLongestId_Works()
    {
        var id = new string('長', 256);
        await using var engine = await EngineHarness.StartAsync(new ScriptedApp().Orchestration("Flow", _ => [Replay.Complete(0)]));

        Assert.Equal(id, (await engine.RunAsync("Flow", id: id)).InstanceId);
        await RefusedAsync(HubFault.InvalidArgument, () => engine.StartInstanceAsync(id + "い", "Flow"));
    }

    [Fact]
    public async Task Get_Row80_WithoutInputsAndOutputs_ShowsNone()
    {
        var app = new ScriptedApp().Orchestration("Flow", _ => [Replay.Fail(0, "T", "m")], customStatus: "\"s\"");
        await using var engine = await EngineHarness.StartAsync(app);
        var full = await engine.RunAsync("Flow", "\"x\"");

        var bare = await engine.Engine.Hub.GetAsync("i1", inputsAndOutputs: false, None);

        Assert.Equal(("\"x\"", "T: m", "\"s\"", "T"), (full.Input, full.Output, full.CustomStatus, full.FailureDetails.ErrorType));
        Assert.Equal((null, null, null, null), (bare!.Input, bare.Output, bare.CustomStatus, bare.FailureDetails));
        Assert.Null(await engine.GetAsync("nobody"));
    }

    [Fact]
    public async Task Events_Row31_ReachTheTurnInTheOrderInWhichTheyWereRaised()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.Raised.Count == 20
            ? [Replay.Complete(0, string.Join(',', replay.Raised.Select(raised => raised.Input)))]
            : []);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        for (var number = 0; number < 20; number++)
        {
            await engine.RaiseAsync("i1", "e", $"{number}");
        }

        Assert.Equal(string.Join(',', Enumerable.Range(0, 20)), (await engine.EndOfAsync("i1")).Output);
    }

    [Fact]
    public async Task Event_ToNobodyOrToOneThatHasEnded_IsRefused()
    {
        await using var engine = await EngineHarness.StartAsync(new ScriptedApp().Orchestration("Flow", _ => [Replay.Complete(0)]));
        await engine.RunAsync("Flow");

        await RefusedAsync(HubFault.NotFound, () => engine.RaiseAsync("nobody", "e"));
        await RefusedAsync(HubFault.FailedPrecondition, () => engine.RaiseAsync("i1", "e"));
        await RefusedAsync(HubFault.FailedPrecondition, () => engine.Engine.Hub.TerminateAsync("i1", null, false, None));
        await RefusedAsync(HubFault.NotFound, () => engine.Engine.Hub.WaitForCompletionAsync("nobody", false, None));
    }

    [Fact]
    public async Task Terminate_Row58_EndsItWithTheReason()
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());
        await engine.StartInstanceAsync("i1", "Flow");
        await engine.Engine.Hub.TerminateAsync("i1", "\"enough\"", recurse: false, None);

        var state = await engine.EndOfAsync("i1");

        Assert.Equal((OrchestrationStatus.Terminated, "\"enough\""), (state.OrchestrationStatus, state.Output));
    }

    [Fact]
    public async Task Suspend_Row62_ChangesTheStatusUntilItIsResumed()
    {
        await using var engine = await EngineHarness.StartAsync(Waiter());
        await engine.StartInstanceAsync("i1", "Flow");
        await engine.Engine.Hub.SuspendAsync("i1", "\"hold\"", None);
        await ReachesAsync(engine, OrchestrationStatus.Suspended);
        await engine.Engine.Hub.ResumeAsync("i1", "\"go\"", None);
        await ReachesAsync(engine, OrchestrationStatus.Running);

        var kinds = engine.App.Turns.SelectMany(turn => turn.NewEvents).Select(entry => entry.EventTypeCase).ToList();
        Assert.Contains(HistoryEvent.EventTypeOneofCase.ExecutionSuspended, kinds);
        Assert.Contains(HistoryEvent.EventTypeOneofCase.ExecutionResumed, kinds);
    }

    [Fact]
    public async Task Purge_RemovesWhatHasEndedOnly()
    {
        var app = Waiter().Orchestration("Other", _ => [Replay.Complete(0, "1")]);
        await using var engine = await EngineHarness.StartAsync(app);
        await engine.StartInstanceAsync("i1", "Flow");
        await engine.RunAsync("Other", id: "o1");
        await engine.RunAsync("Other", id: "o2");

        Assert.Equal(0, await engine.Engine.Queries.PurgeAsync("i1", None));
        Assert.Equal(1, await engine.Engine.Queries.PurgeAsync("o1", None));
        Assert.Equal(0, await engine.Engine.Queries.PurgeAsync("o1", None));
        Assert.Null(await engine.GetAsync("o1"));
        Assert.Equal(1, await engine.Engine.Queries.PurgeAsync(new PurgeInstanceFilter { RuntimeStatus = { OrchestrationStatus.Completed } }, None));
        Assert.NotNull(await engine.GetAsync("i1"));
        Assert.Equal("1", (await engine.RunAsync("Other", id: "o1")).Output);
    }

    [Fact]
    public async Task Query_ByPrefixAndStatus_PagesThroughThem()
    {
        var app = Waiter().Orchestration("Other", _ => [Replay.Complete(0, "1")]);
        await using var engine = await EngineHarness.StartAsync(app);
        await Task.WhenAll(Enumerable.Range(0, 25).Select(number => engine.RunAsync("Other", id: $"tx-{number:D2}")));
        await engine.StartInstanceAsync("tx-running", "Flow");
        await engine.RunAsync("Other", id: "other");

        var found = new List<OrchestrationState>();
        var query = new InstanceQuery { InstanceIdPrefix = "tx-", RuntimeStatus = { OrchestrationStatus.Completed }, MaxInstanceCount = 10, FetchInputsAndOutputs = true };
        do
        {
            var page = await engine.Engine.Queries.QueryAsync(query, None);
            Assert.InRange(page.OrchestrationState.Count, 0, 10);
            found.AddRange(page.OrchestrationState);
            query.ContinuationToken = page.ContinuationToken;
        }
        while (query.ContinuationToken is not null && found.Count < 100);

        Assert.Equal(Enumerable.Range(0, 25).Select(number => $"tx-{number:D2}"), found.Select(state => state.InstanceId));
        Assert.All(found, state => Assert.Equal("1", state.Output));
        await RefusedAsync(HubFault.InvalidArgument, () => engine.Engine.Queries.QueryAsync(new InstanceQuery { ContinuationToken = "x" }, None));
    }

    [Fact]
    public async Task EndedInstances_DoNotStayInMemory()
    {
        await using var engine = await EngineHarness.StartAsync(new ScriptedApp().Orchestration("Flow", _ => [Replay.Complete(0)]));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => engine.RunAsync("Flow", id: $"i{number}")));

        await EngineHarness.UntilAsync(() => engine.Engine.InMemory == 0, "an empty cache");
    }

    private static ScriptedApp Waiter() => new ScriptedApp().Orchestration(
        "Flow", replay => replay.Termination is { } ended ? [Replay.Terminate(0, ended.Input)] : []);

    private static Task ReachesAsync(EngineHarness engine, OrchestrationStatus status) =>
        EngineHarness.UntilAsync(async () => (await engine.GetAsync("i1"))!.OrchestrationStatus == status, $"the status {status}");

    private static async Task RefusedAsync(HubFault fault, Func<Task> action) =>
        Assert.Equal(fault, (await Assert.ThrowsAsync<TaskHubException>(action)).Fault);
}
