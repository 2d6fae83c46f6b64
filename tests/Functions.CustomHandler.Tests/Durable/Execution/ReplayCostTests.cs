using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Replay is linear in the history (row 77), counted in bytes allocated rather than in time.</summary>
public sealed class ReplayCostTests
{
    [Fact]
    public void Turn_Row77_TenTimesTheHistory_CostsAtMostTwelveTimes()
    {
        AllocatedBy(Steps(100));
        var small = AllocatedBy(Steps(333));
        var large = AllocatedBy(Steps(3_333));

        Assert.InRange(large / (double)small, 5, 12);
    }

    [Fact]
    public void Turn_AFanOutOfAThousand_CostsAtMostTwelveTimesAHundred()
    {
        AllocatedBy(Fan(10));
        var small = AllocatedBy(Fan(100));
        var large = AllocatedBy(Fan(1_000));

        Assert.InRange(large / (double)small, 5, 12);
    }

    /// <summary>A loop of activities: three events for each, 10,000 events for 3,333.</summary>
    private static SimulatedInstance Steps(int count)
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var sum = 0L;
            for (var step = 0; step < count; step++)
            {
                sum += await context.CallActivityAsync<int>("A", step);
            }

            return sum;
        });
        instance.Turn();
        instance.Past.RemoveAll(entry => entry.TaskScheduled is not null || entry.OrchestratorCompleted is not null);
        for (var id = 0; id < count; id++)
        {
            instance.Past.Add(new P.HistoryEvent { EventId = id, TaskScheduled = new P.TaskScheduledEvent { Name = "A" } });
            instance.Past.Add(Events.TurnStarted(instance.Now));
            if (id < count - 1)
            {
                instance.Past.Add(Events.Completed(id, 1));
            }
        }

        Assert.Equal($"{count}", instance.Turn(Events.Completed(count - 1, 1)).Result());
        return instance;
    }

    private static SimulatedInstance Fan(int count)
    {
        var instance = SimulatedInstance.Of(context => Task.WhenAll(Enumerable.Range(0, count).Select(number => context.CallActivityAsync<int>("A", number))));
        instance.Turn();
        Assert.NotNull(instance.Turn([.. Enumerable.Range(0, count).Reverse().Select(id => Events.Completed(id, id))]).Result());
        return instance;
    }

    private static long AllocatedBy(SimulatedInstance instance)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        instance.Repeat();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
