using System.Runtime.CompilerServices;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Durable timers: durable-protocol §10, rows 22 to 28.</summary>
public sealed class TimerTests
{
    [Fact]
    public void CreateTimer_Row22_ADelay_IsDueFromTheTurnsTime()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });

        Assert.Equal(["0:timer 01-05 00:05:00"], instance.Turn().Short());
        instance.Now = instance.Now.AddMinutes(6);
        Assert.Equal("\"2026-01-05T00:06:01Z\"", instance.Turn(Events.Fired(0)).Result());
    }

    [Fact]
    public void CreateTimer_Row23_TenAtOnce_FireInAnyOrder()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var order = new List<int>();
            await Task.WhenAll(Enumerable.Range(0, 10).Select(async number =>
            {
                await context.CreateTimer(TimeSpan.FromSeconds(number), CancellationToken.None);
                order.Add(number);
            }));
            return order;
        });

        Assert.Equal(10, instance.Turn().Actions.Select(action => action.Id).Distinct().Count());
        Assert.Equal("[3,1,9,0,2,4,5,6,7,8]", instance.Turn([.. new[] { 3, 1, 9, 0, 2, 4, 5, 6, 7, 8 }.Select(Events.Fired)]).Result());
    }

    [Fact]
    public void CreateTimer_Row24_TenDays_AreThreeThreeThreeAndOne()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(10), CancellationToken.None);
            return "on";
        });

        Assert.Equal(["0:timer 01-08 00:00:00"], instance.Turn().Short());
        instance.Now = new DateTime(2026, 1, 8, 0, 0, 0, DateTimeKind.Utc);
        Assert.Equal(["1:timer 01-11 00:00:00"], instance.Turn(Events.Fired(0)).Short());
        instance.Now = new DateTime(2026, 1, 11, 0, 0, 7, DateTimeKind.Utc);
        Assert.Equal(["2:timer 01-14 00:00:07"], instance.Turn(Events.Fired(1)).Short());
        instance.Now = new DateTime(2026, 1, 14, 0, 0, 9, DateTimeKind.Utc);
        Assert.Equal(["3:timer 01-15 00:00:00"], instance.Turn(Events.Fired(2)).Short());
        Assert.Equal("\"on\"", instance.Turn(Events.Fired(3)).Result());
    }

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Unspecified)]
    public void CreateTimer_Row25_ATimeInThePast_IsSentAsItIs(DateTimeKind kind)
    {
        var due = new DateTime(2025, 12, 31, 0, 0, 0, kind);

        Assert.Equal(["0:timer 12-31 00:00:00"], SimulatedInstance.Of(context => Nothing(context.CreateTimer(due, CancellationToken.None))).Turn().Short());
    }

    [Fact]
    public void CreateTimer_Row26_CancelledAndFiringLater_IsIgnored()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromMinutes(1), cancellation.Token);
            var work = context.CallActivityAsync<int>("Work");
            await Task.WhenAny(timer, work);
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => timer);
            return await context.CallActivityAsync<int>("Next");
        });
        instance.Turn();
        instance.Turn(Events.Completed(1, 5));

        Assert.Empty(instance.Turn(Events.Fired(0)).Actions);
        Assert.Equal("7", instance.Turn(Events.Completed(2, 7)).Result());
    }

    [Fact]
    public void CreateTimer_ACancelledToken_StillTakesItsIdAndIsSent()
    {
        var response = SimulatedInstance.Of(async context =>
        {
            await Assert.ThrowsAsync<TaskCanceledException>(() => context.CreateTimer(TimeSpan.FromDays(10), new CancellationToken(canceled: true)));
            return 1;
        }).Turn();

        Assert.Equal(["0:timer 01-15 00:00:00", "1:end Completed"], response.Short());
    }

    [Fact]
    public void CreateTimer_Row27_NeitherFiredNorCancelled_KeepsTheInstanceRunning()
    {
        var instance = SimulatedInstance.Of(context =>
        {
            _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            return Task.FromResult(1);
        });

        Assert.Null(instance.Turn().End());
        Assert.Equal("1", instance.Turn(Events.Fired(0)).Result());
    }

    [Fact]
    public void Turn_Row28_TheEnginesOwnSplitTimers_AreIgnored()
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
        instance.Turn();
        instance.Past.Add(new() { EventId = -100, TimerCreated = new() });

        Assert.Empty(instance.Turn(Events.Fired(-100)).Actions);
        Assert.Equal("4", instance.Turn(Events.Completed(0, 4)).Result());
    }

    [Fact]
    public void CreateTimer_ATokenThatOutlivesTheTurn_DoesNotKeepTheTurn()
    {
        using var cancellation = new CancellationTokenSource();
        var turn = RunAndForget(cancellation.Token);

        GC.Collect();
        GC.WaitForPendingFinalizers();

        Assert.False(turn.IsAlive);
        Assert.False(cancellation.IsCancellationRequested);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference RunAndForget(CancellationToken token)
    {
        WeakReference? seen = null;
        SimulatedInstance.Of(async context =>
        {
            seen = new WeakReference(context);
            await Task.WhenAny(context.CreateTimer(TimeSpan.FromHours(1), token), context.WaitForExternalEvent<int>("E", token));
            return 1;
        }).Turn();
        return seen!;
    }

    private static async Task<object?> Nothing(Task task)
    {
        await task;
        return null;
    }
}
