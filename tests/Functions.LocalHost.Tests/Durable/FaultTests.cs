using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Tests.Durable;

public sealed class FaultTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Engine_DeliveriesRepeatedAndShuffled_GiveTheSameResult(int seed)
    {
        await using var engine = await EngineHarness.StartAsync(TurnTests.Chain(8), new EngineOptions { Faults = new OnlyDeliveries(seed) });

        Assert.Equal("8", (await engine.RunAsync("Flow")).Output);
        Assert.All(engine.App.Turns, turn => Assert.InRange(turn.NewEvents.Count(entry => entry.TaskCompleted is not null), 0, 1));
    }

    [Fact]
    public async Task Engine_AnswersThatAreLost_RepeatTheVerySameTurn()
    {
        await using var engine = await EngineHarness.StartAsync(TurnTests.Chain(2), new EngineOptions { Faults = new LosesFirstAnswer() });

        Assert.Equal("2", (await engine.RunAsync("Flow")).Output);
        var turns = engine.App.Turns.ToList();
        Assert.Equal(4, turns.Count);
        Assert.Equal(turns[0].NewEvents.Skip(1), turns[1].NewEvents.Skip(1));
        Assert.Equal(2, engine.App.Activities.Count);
    }

    [Fact]
    public async Task Engine_FaultOfItsOwnInATurnAndInAnActivity_RepeatsBoth()
    {
        var (turns, activities) = (0, 0);
        var app = TurnTests.Chain(1);
        var inner = new ScriptedApp();
        inner.Function("Flow", (invocation, stop) => Interlocked.Increment(ref turns) == 1 ? throw new InvalidDataException("a row is missing") : app.InvokeAsync(invocation, stop));
        inner.Function("Work", (invocation, stop) => Interlocked.Increment(ref activities) == 1 ? throw new InvalidDataException("a row is missing") : app.InvokeAsync(invocation, stop));
        await using var engine = await EngineHarness.StartAsync(inner);

        Assert.Equal("1", (await engine.RunAsync("Flow")).Output);
        Assert.Equal((3, 2), (turns, activities));
    }

    private sealed class OnlyDeliveries(int seed) : IEngineFaults
    {
        private readonly SeededFaults _inner = new(seed);

        public IReadOnlyList<InboxMessage> Deliver(IReadOnlyList<InboxMessage> messages) =>
            [.. _inner.Deliver(messages), .. messages.Where(message => message.ExecutionId.Length > 0).Select(message => message.Clone())];

        public bool LosesAnswer(string instanceId) => false;
    }

    private sealed class LosesFirstAnswer : IEngineFaults
    {
        private int _answers;

        public IReadOnlyList<InboxMessage> Deliver(IReadOnlyList<InboxMessage> messages) => messages;

        public bool LosesAnswer(string instanceId) => Interlocked.Increment(ref _answers) == 1;
    }
}
