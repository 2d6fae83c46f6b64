using Billing.Adapters.Http;

namespace Billing.Adapters.Tests.Http;

public sealed class CallGateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task EnterAsync_AtTheLimit_WaitsForWhoeverLeaves()
    {
        var gate = Gate(concurrency: 2);
        var first = await gate.EnterAsync(CancellationToken.None);
        using var second = await gate.EnterAsync(CancellationToken.None);

        var third = gate.EnterAsync(CancellationToken.None);
        Assert.False(third.IsCompleted);
        first!.Dispose();

        using var pass = await third.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.NotNull(pass);
    }

    [Fact]
    public async Task EnterAsync_QueueIsFull_TurnsAway()
    {
        var gate = new CallGate(TestLimits.Quick with { Concurrency = 1, QueueLength = 1 }, _time);
        using var first = await gate.EnterAsync(CancellationToken.None);
        var second = gate.EnterAsync(CancellationToken.None);

        Assert.Null(await gate.EnterAsync(CancellationToken.None));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task EnterAsync_Cancelled_LeavesTheQueueWithoutATurn()
    {
        var gate = Gate(concurrency: 1);
        var first = await gate.EnterAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var waiting = gate.EnterAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        first!.Dispose();

        using var next = await gate.EnterAsync(CancellationToken.None);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task EnterAsync_FasterThanTheRate_WaitsForItsSlot()
    {
        var gate = new CallGate(TestLimits.Quick with { RequestsPerSecond = 1 }, _time);
        using var first = await gate.EnterAsync(CancellationToken.None);
        using var cancel = new CancellationTokenSource();

        var second = gate.EnterAsync(cancel.Token);

        Assert.False(second.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        _time.Advance(TimeSpan.FromSeconds(2));
        using var third = await gate.EnterAsync(CancellationToken.None);
        Assert.NotNull(third);
    }

    [Fact]
    public void Observe_TooMany_HalvesAndRecoversWithSuccesses()
    {
        var gate = Gate(concurrency: 8);

        gate.Observe(new HttpReply(429, default));
        Assert.Equal(4, gate.Limit);
        for (var success = 0; success < 4; success++)
        {
            gate.Observe(new HttpReply(200, default));
        }

        Assert.Equal(5, gate.Limit);
    }

    [Fact]
    public void Observe_TooManyOnAndOn_NeverFallsBelowOne()
    {
        var gate = Gate(concurrency: 8);
        for (var time = 0; time < 10; time++)
        {
            gate.Observe(new HttpReply(429, default));
        }

        Assert.Equal(1, gate.Limit);
    }

    [Theory]
    [InlineData(80, 10)]
    [InlineData(81, 1)]
    public void Observe_ServiceNearlyFull_OneAtATimeForAWhile(int running, int expected)
    {
        var gate = Gate(concurrency: 10);

        gate.Observe(new HttpReply(200, default, null, running));

        Assert.Equal(expected, gate.Limit);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(10, gate.Limit);
    }

    private CallGate Gate(int concurrency) => new(TestLimits.Quick with { Concurrency = concurrency }, _time);
}
