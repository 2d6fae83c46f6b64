using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Code that waits for what no event can bring about: durable-protocol §10, row 82. It is reported, and never runs beside a turn.</summary>
public sealed class NonDurableAwaitTests
{
    [Fact]
    public void Turn_Row82_ATaskThatNobodyEnds_Fails() => AssertReported(SimulatedInstance.Of(_ => new TaskCompletionSource<int>().Task).Turn());

    [Fact]
    public void Turn_Row82_ADelay_Fails() => AssertReported(SimulatedInstance.Of(async _ =>
    {
        await Task.Delay(TimeSpan.FromHours(1));
        return 1;
    }).Turn());

    [Fact]
    public void Turn_Row82_AnotherThreadsWork_Fails()
    {
        using var release = new ManualResetEventSlim();
        var response = SimulatedInstance.Of(async _ =>
        {
            await Task.Run(release.Wait);
            return 1;
        }).Turn();
        release.Set();

        AssertReported(response);
    }

    [Fact]
    public void Turn_Row82_BesideAnOpenActivity_FailsAtTheLatestWhenThatEnds()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var activity = context.CallActivityAsync<int>("A");
            await new TaskCompletionSource().Task;
            return await activity;
        });
        Assert.Equal(["0:activity A"], instance.Turn().Short());

        AssertReported(instance.Turn(Events.Completed(0, 1)));
    }

    [Fact]
    public void Turn_Row82_BesideACancelledWait_Fails()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        AssertReported(SimulatedInstance.Of(async context =>
        {
            _ = context.WaitForExternalEvent<int>("E", cancellation.Token);
            await new TaskCompletionSource().Task;
            return 1;
        }).Turn());
    }

    [Fact]
    public void Turn_ConfigureAwaitFalse_Fails()
    {
        using var ran = new ManualResetEventSlim();
        Exception? refusal = null;
        var instance = SimulatedInstance.Of(async context =>
        {
            await context.CallActivityAsync<int>("A").ConfigureAwait(false);
            refusal = await Record.ExceptionAsync(() => context.CallActivityAsync<int>("B"));
            ran.Set();
            return 1;
        });
        instance.Turn();

        AssertReported(instance.Turn(Events.Completed(0, 1)));
        Assert.True(ran.Wait(TimeSpan.FromSeconds(20)), "The continuation on the other thread has not come to an end.");
        Assert.IsType<InvalidOperationException>(refusal);
    }

    [Fact]
    public void Turn_AForeignContinuationAfterTheTurn_DoesNotRun()
    {
        var foreign = new TaskCompletionSource();
        var ran = false;
        AssertReported(SimulatedInstance.Of(async _ =>
        {
            await foreign.Task;
            ran = true;
            return 1;
        }).Turn());

        foreign.SetResult();

        Assert.False(ran);
    }

    [Fact]
    public async Task Context_UsedAfterTheTurn_Refuses()
    {
        TaskOrchestrationContext? leaked = null;
        SimulatedInstance.Of(context =>
        {
            leaked = context;
            return Task.FromResult(1);
        }).Turn();

        await Assert.ThrowsAsync<InvalidOperationException>(() => leaked!.CallActivityAsync("A"));
        Assert.Throws<InvalidOperationException>(() => leaked!.SetCustomStatus(1));
        Assert.Throws<InvalidOperationException>(() => leaked!.NewGuid());
    }

    [Fact]
    public void Turn_Yielding_GoesOnInTheSameTurn() => Assert.Equal("3", SimulatedInstance.Of(async _ =>
    {
        var rounds = 0;
        while (rounds < 3)
        {
            await Task.Yield();
            rounds++;
        }

        return rounds;
    }).Turn().Result());

    [Fact]
    public void Turn_YieldingWithoutEnd_Fails()
    {
        var response = SimulatedInstance.Of<int>(async _ =>
        {
            while (true)
            {
                await Task.Yield();
            }
        }).Turn();

        Assert.Contains("yields without end", response.Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Turn_CallingWithoutEnd_Fails()
    {
        var response = SimulatedInstance.Of<int>(context =>
        {
            while (true)
            {
                context.SendEvent("other", "E", null);
            }
        }).Turn();

        Assert.Contains("more than 100000 actions", response.Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Thread_WorkFromAnotherThread_IsReportedAndNotRun()
    {
        var thread = new OrchestratorThread();
        var ran = 0;
        thread.Run(() =>
        {
            var other = new Thread(() =>
            {
                thread.Post(_ => ran++, null);
                thread.Send(_ => ran++, null);
            });
            other.Start();
            other.Join();
            thread.RunPosted();
        });

        Assert.Equal(0, ran);
        Assert.Contains("another thread", thread.Misuse, StringComparison.Ordinal);
    }

    [Fact]
    public void Thread_ACodeThatBlocks_IsReported()
    {
        var thread = new OrchestratorThread(TimeSpan.FromMilliseconds(20));
        thread.Run(() => Assert.Throws<InvalidOperationException>(() => new TaskCompletionSource<int>().Task.Wait()));

        Assert.Contains("blocks its thread", thread.Misuse, StringComparison.Ordinal);
        Assert.Null(SynchronizationContext.Current as OrchestratorThread);
    }

    [Fact]
    public void Thread_ALockHeldForAMoment_IsWaitedFor()
    {
        var thread = new OrchestratorThread(TimeSpan.FromSeconds(20));
        using var released = new ManualResetEventSlim();
        thread.Run(() =>
        {
            var other = new Thread(released.Set);
            other.Start();
            released.Wait();
        });

        Assert.Null(thread.Misuse);
    }

    private static void AssertReported(P.OrchestratorResponse response)
    {
        var failure = response.Failure();
        Assert.Equal(typeof(NonDurableAwaitException).FullName, failure.ErrorType);
        Assert.Contains("not durable", failure.ErrorMessage, StringComparison.Ordinal);
    }
}
