using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Retries by durable timers: durable-protocol §10, rows 42 to 47.</summary>
public sealed class RetryTests
{
    [Fact]
    public void Policy_Row42_ThreeFailures_SurfaceTheLast()
    {
        var instance = Calling(new RetryPolicy(3, TimeSpan.FromSeconds(10)));

        Assert.Equal(["0:activity A"], instance.Turn().Short());
        Assert.Equal(["1:timer 01-05 00:00:11"], instance.Turn(Events.Failed(0, "T", "one")).Short());
        Assert.Equal(["2:activity A"], instance.Turn(Events.Fired(1)).Short());
        Assert.Equal(["3:timer 01-05 00:00:13"], instance.Turn(Events.Failed(2, "T", "two")).Short());
        Assert.Equal(["4:activity A"], instance.Turn(Events.Fired(3)).Short());
        Assert.Equal(["5:timer 01-05 00:00:05"], instance.Turn(Events.Failed(4, "T", "three")).Short());
        var failure = instance.Turn(Events.Fired(5)).Failure();
        Assert.Equal(("Task 'A' (#4) failed with an unhandled exception: three", "three"), (failure.ErrorMessage, failure.InnerFailure.ErrorMessage));
    }

    [Fact]
    public void Policy_Row43_BackOff_DoublesUpToTheLongestDelay()
    {
        var instance = Calling(new RetryPolicy(9, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromSeconds(5)));
        instance.Turn();
        var delays = new List<double>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var now = instance.Now;
            var timer = instance.Turn(Events.Failed(attempt * 2, "T", "x")).Actions[0].CreateTimer;
            delays.Add((timer.FireAt.ToDateTime() - now).TotalSeconds);
            instance.Turn(Events.Fired((attempt * 2) + 1));
        }

        Assert.Equal([1, 2, 4, 5, 5], delays);
    }

    [Fact]
    public void Policy_AnUnlimitedDelay_StaysWithinWhatADateCanHold()
    {
        var instance = Calling(new RetryPolicy(3, TimeSpan.FromDays(300), 1000, Timeout.InfiniteTimeSpan));
        instance.Turn();

        Assert.Equal(["1:timer 01-08 00:00:01"], instance.Turn(Events.Failed(0, "T", "x")).Short());
    }

    [Fact]
    public void Policy_Row44_AfterItsTimeLimit_MakesNoFurtherAttempt()
    {
        var instance = Calling(new RetryPolicy(10, TimeSpan.FromSeconds(20), retryTimeout: TimeSpan.FromSeconds(30)));
        instance.Turn();
        instance.Now = instance.Now.AddSeconds(30);

        Assert.Equal("Task 'A' (#0) failed with an unhandled exception: late", instance.Turn(Events.Failed(0, "T", "late")).Failure().ErrorMessage);
    }

    [Fact]
    public void Policy_Row45_ANonRetriableFailure_EndsAtOnce()
    {
        var instance = Calling(new RetryPolicy(10, TimeSpan.FromSeconds(20)));
        instance.Turn();

        Assert.Equal("no", instance.Turn(Events.Failed(0, "T", "no", nonRetriable: true)).Failure().InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Policy_APredicateThatSaysNo_EndsAtOnce()
    {
        var instance = Calling(new RetryPolicy(10, TimeSpan.FromSeconds(20)) { HandleFailure = failure => failure.ErrorType == "Retry" });
        instance.Turn();
        Assert.Equal(["1:timer 01-05 00:00:21"], instance.Turn(Events.Failed(0, "Retry", "x")).Short());
        instance.Turn(Events.Fired(1));

        Assert.Equal("Stop", instance.Turn(Events.Failed(2, "Stop", "x")).Failure().InnerFailure.ErrorType);
    }

    [Fact]
    public void Policy_AResultThatCannotBeRead_IsAFailureToo()
    {
        var instance = Calling(new RetryPolicy(2, TimeSpan.FromSeconds(20)));
        instance.Turn();

        Assert.Equal(["1:timer 01-05 00:00:21"], instance.Turn(Events.CompletedRaw(0, "{")).Short());
    }

    [Fact]
    public void Handler_Row47_SaysNo_Stops()
    {
        var seen = new List<string>();
        var handler = new AsyncRetryHandler(async retry =>
        {
            if (!retry.OrchestrationContext.IsReplaying)
            {
                seen.Add($"{retry.LastAttemptNumber} {retry.LastFailure.ErrorMessage} {retry.TotalRetryTime.TotalSeconds}");
            }

            await retry.OrchestrationContext.CreateTimer(TimeSpan.FromSeconds(2), CancellationToken.None);
            return retry.LastAttemptNumber < 2;
        });
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A", TaskOptions.FromRetryHandler(handler)));
        instance.Turn();
        instance.Turn(Events.Failed(0, "T", "one"));
        Assert.Equal(["2:activity A"], instance.Turn(Events.Fired(1)).Short());
        instance.Turn(Events.Failed(2, "T", "two"));

        Assert.Equal("two", instance.Turn(Events.Fired(3)).Failure().InnerFailure.ErrorMessage);
        Assert.Equal(["1 one 1", "2 two 3"], seen);
    }

    [Fact]
    public void Handler_ANonRetriableFailure_IsNotAsked()
    {
        var options = TaskOptions.FromRetryHandler(new RetryHandler(_ => throw new InvalidOperationException("asked")));
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A", options));
        instance.Turn();

        Assert.Equal("final", instance.Turn(Events.Failed(0, "T", "final", nonRetriable: true)).Failure().InnerFailure.ErrorMessage);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    [InlineData(1, 1, double.NaN)]
    public void RetryPolicy_ValuesOutsideTheirRange_AreRefused(int attempts, int firstSeconds, double coefficient) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromSeconds(firstSeconds), coefficient));

    private static SimulatedInstance Calling(RetryPolicy policy) =>
        SimulatedInstance.Of(context => context.CallActivityAsync<int>("A", TaskOptions.FromRetryPolicy(policy)));
}
