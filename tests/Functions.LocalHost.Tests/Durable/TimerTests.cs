using Functions.Durable.Protocol;

using Testing;

namespace Functions.LocalHost.Tests.Durable;

public sealed class TimerTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task Timer_Row22_FiresWhenItIsDueAndNotBefore()
    {
        var app = Sleeper(TimeSpan.FromDays(2));
        await using var engine = await EngineHarness.StartAsync(app, new EngineOptions { Time = _time });
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(() => _time.NextDue is not null && app.Turns.Count == 1, "the first turn");
        var start = _time.GetUtcNow();

        _time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));
        Assert.Equal(OrchestrationStatus.Running, (await engine.GetAsync("i1"))!.OrchestrationStatus);
        await AdvanceUntilAsync(engine, "i1", TimeSpan.FromMinutes(1));

        var fired = app.Turns.Last().NewEvents[1];
        Assert.Equal((0, -1), (fired.TimerFired.TimerId, fired.EventId));
        Assert.Equal(start + TimeSpan.FromDays(2), fired.TimerFired.FireAt.ToDateTimeOffset());
        Assert.True(app.Turns.Last().NewEvents[0].Timestamp.ToDateTimeOffset() >= start + TimeSpan.FromDays(2));
    }

    [Fact]
    public async Task Timer_ThatFellDueWhileTheHostWasDown_FiresAtItsStart()
    {
        var app = Sleeper(TimeSpan.FromHours(5));
        var engine = await EngineHarness.StartAsync(app, new EngineOptions { Time = _time });
        await engine.StartInstanceAsync("i1", "Flow");
        await EngineHarness.UntilAsync(async () => (await engine.GetAsync("i1"))!.OrchestrationStatus == OrchestrationStatus.Running, "the first turn");
        await engine.DisposeAsync();
        _time.Advance(TimeSpan.FromHours(6));

        await using var next = await engine.NextLifeAsync();

        Assert.Equal("1", (await next.EndOfAsync("i1")).Output);
    }

    [Fact]
    public async Task Timer_Row25_InThePast_FiresAtOnce()
    {
        await using var engine = await EngineHarness.StartAsync(Sleeper(TimeSpan.FromDays(-1)), new EngineOptions { Time = _time });

        Assert.Equal("1", (await engine.RunAsync("Flow")).Output);
    }

    [Fact]
    public async Task Timer_Row23_TenAtOnce_AllFire()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => replay.IsFirstTurn
            ? Enumerable.Range(0, 10).Select(id => Replay.Timer(id, replay.Now.AddMinutes(10 - id)))
            : replay.Fired.Count == 10 ? [Replay.Complete(10, string.Join(',', replay.Fired.Select(fired => fired.TimerId)))] : []);
        await using var engine = await EngineHarness.StartAsync(app, new EngineOptions { Time = _time });
        await engine.StartInstanceAsync("i1", "Flow");

        var state = await AdvanceUntilAsync(engine, "i1", TimeSpan.FromMinutes(1));

        Assert.Equal(Enumerable.Range(0, 10), state.Output.Split(',').Select(int.Parse).Order());
    }

    [Fact]
    public async Task ScheduledStart_WaitsForItsTimeWithTheEventsThatCome()
    {
        var app = new ScriptedApp().Orchestration("Flow", replay => [Replay.Complete(0, $"{replay.Raised.Count}")]);
        var engine = await EngineHarness.StartAsync(app, new EngineOptions { Time = _time });
        await engine.StartInstanceAsync("i1", "Flow", at: _time.GetUtcNow().AddHours(1));
        await engine.RaiseAsync("i1", "early");
        Assert.Equal(OrchestrationStatus.Pending, (await engine.GetAsync("i1"))!.OrchestrationStatus);
        await using var next = await engine.NextLifeAsync();
        Assert.Empty(app.Turns);

        Assert.Equal("1", (await AdvanceUntilAsync(next, "i1", TimeSpan.FromMinutes(30))).Output);
    }

    [Fact]
    public async Task ScheduledStart_WhoseWriteWasTakenForLost_StillBeginsAtItsTime()
    {
        var app = new ScriptedApp().Orchestration("Flow", _ => [Replay.Complete(0, "1")]);
        LosesAnswers tables = null!;
        await using var engine = await EngineHarness.StartAsync(
            app, new EngineOptions { Time = _time }, inner => tables = new LosesAnswers(inner, row => row.Text("Id") == "i1"));
        await Assert.ThrowsAsync<HttpRequestException>(() => engine.StartInstanceAsync("i1", "Flow", at: _time.GetUtcNow().AddHours(1)));
        await EngineHarness.UntilAsync(() => tables.ReadsSince > 0, "a look at what became of the write");
        Assert.Equal(OrchestrationStatus.Pending, (await engine.GetAsync("i1"))!.OrchestrationStatus);
        Assert.Empty(app.Turns);

        Assert.Equal("1", (await AdvanceUntilAsync(engine, "i1", TimeSpan.FromMinutes(1))).Output);
    }

    private static ScriptedApp Sleeper(TimeSpan delay) => new ScriptedApp().Orchestration(
        "Flow", replay => replay.IsFirstTurn ? [Replay.Timer(0, replay.Now + delay)] : [Replay.Complete(1, $"{replay.Fired.Count}")]);

    // The engine's own waits are timers of the same clock, so it is moved until what is waited for has happened.
    private async Task<OrchestrationState> AdvanceUntilAsync(EngineHarness engine, string id, TimeSpan step)
    {
        await EngineHarness.UntilAsync(
            async () =>
            {
                _time.Advance(step);
                return (await engine.GetAsync(id))!.CompletedTimestamp is not null;
            },
            "the end of the instance");
        return (await engine.GetAsync(id))!;
    }
}
