using Functions.Durable.Protocol;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>The host dies at each write of a story, before it and after it; the next life ends the story as if nothing had happened.</summary>
public sealed class CrashTests
{
    private const int MostWrites = 60;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Engine_KilledAtEachWriteOfAChain_EndsItOnceWithTheSameResult(bool afterTheWrite) =>
        await AtEachWriteAsync(afterTheWrite, () => TurnTests.Chain(3), [("i1", "Flow")], "3", (app, _) =>
        {
            var ran = app.Activities.GroupBy(call => ((WireValue.Text)call.TriggerValue).Value).ToList();
            Assert.Equal(3, ran.Count);
            Assert.All(ran, calls => Assert.InRange(calls.Count(), 1, 2));
            return Task.CompletedTask;
        });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Engine_KilledAtEachWriteOfAStoryWithEverything_LosesNothingAndRepeatsNoEvent(bool afterTheWrite) =>
        await AtEachWriteAsync(afterTheWrite, Everything, [("o1", "Other"), ("i1", "Flow")], "[\"child\",\"ping\",\"timer\"]", async (app, engine) =>
        {
            Assert.Equal(OrchestrationStatus.Completed, (await engine.EndOfAsync("c1")).OrchestrationStatus);

            // The other instance got the event exactly once, whatever was sent again.
            var other = await engine.EndOfAsync("o1");
            Assert.Equal("1", other.Output);
        });

    // A child, an event to another instance that answers, a timer, a continue-as-new in the middle.
    private static ScriptedApp Everything() => new ScriptedApp()
        .Orchestration("Flow", replay => replay.Input is null ? FirstExecution(replay) : SecondExecution(replay))
        .Orchestration("Child", replay => [Replay.Complete(0, "\"child\"")])
        .Orchestration("Other", replay => replay.Raised switch
        {
            [] => [],
            // A repeat would come before the end that is asked for, and be counted.
            [{ Name: "ping" }] => replay.All.Any(entry => entry.EventSent is not null) ? [] : [Replay.Send(0, "i1", "pong", "\"ping\"")],
            var events => [Replay.Complete(1, $"{events.Count(raised => raised.Name == "ping")}")],
        });

    private static IEnumerable<OrchestratorAction> FirstExecution(Replay replay)
    {
        if (replay.IsFirstTurn)
        {
            return [Replay.Child(0, "Child", "c1")];
        }

        var result = replay.All.Select(entry => entry.SubOrchestrationInstanceCompleted).FirstOrDefault(completed => completed is not null)?.Result;
        return result is null ? [] : [Replay.ContinueAsNew(1, result)];
    }

    private static IEnumerable<OrchestratorAction> SecondExecution(Replay replay) => (replay.Raised, replay.Fired, replay.Scheduled) switch
    {
        (_, _, 0) => [Replay.Send(0, "o1", "ping"), Replay.Timer(1, replay.Now.AddMilliseconds(20))],
        ([var pong, ..], [_, ..], _) => [Replay.Send(2, "o1", "end"), Replay.Complete(3, $"[{replay.Input},{pong.Input},\"timer\"]")],
        _ => [],
    };

    private static async Task AtEachWriteAsync(
        bool afterTheWrite, Func<ScriptedApp> story, (string Id, string Name)[] instances, string result, Func<ScriptedApp, EngineHarness, Task> verify)
    {
        for (var crashAt = 2; crashAt <= MostWrites; crashAt++)
        {
            var app = story();
            CrashingTables tables = null!;
            var first = await EngineHarness.StartAsync(app, new EngineOptions(), inner => tables = new CrashingTables(inner, crashAt, afterTheWrite));
            var ended = await PlayAsync(first, tables, instances);
            await using var second = await first.NextLifeAsync();
            await StartWhatIsMissingAsync(second, instances);

            Assert.Equal(result, (await second.EndOfAsync("i1")).Output);
            await verify(app, second);
            if (ended)
            {
                Assert.True(crashAt > 5, $"The story ended before write {crashAt}.");
                return;
            }
        }

        Assert.Fail($"The story takes more than {MostWrites} writes.");
    }

    // Whether the story ended before the crash came.
    private static async Task<bool> PlayAsync(EngineHarness engine, CrashingTables tables, (string Id, string Name)[] instances)
    {
        try
        {
            await StartWhatIsMissingAsync(engine, instances);
            var end = Task.WhenAll(instances.Select(instance => engine.EndOfAsync(instance.Id)));
            return await Task.WhenAny(end, tables.Crashed.Task) == end;
        }
        catch (HttpRequestException)
        {
            Assert.True(tables.Crashed.Task.IsCompleted);
            return false;
        }
    }

    // As a client does whose call failed: it asks again.
    private static async Task StartWhatIsMissingAsync(EngineHarness engine, (string Id, string Name)[] instances)
    {
        foreach (var (id, name) in instances)
        {
            if (await engine.Engine.Hub.GetAsync(id, false, CancellationToken.None) is null)
            {
                await engine.StartInstanceAsync(id, name);
            }
        }
    }
}
