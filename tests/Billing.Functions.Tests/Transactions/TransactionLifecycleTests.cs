using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;

using Google.Protobuf;

using Testing;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Transactions;

/// <summary>The orchestration on the real executor, and the histories of released versions, which must replay for ever (design §4, Versions).</summary>
public sealed class TransactionLifecycleTests
{
    private const string Project = "Billing.Functions.Tests";

    [Fact]
    public void Run_StepAfterStep_CallsWritesBackWaitsWakesAndEnds()
    {
        var instance = new LifecycleReplay();
        Assert.Equal((0, nameof(AdvanceTransaction)), Call(instance.Start()));
        Assert.Equal((1, nameof(AdvanceTransaction)), Call(instance.Completed(0, AdvanceResult.Again)));
        Assert.Equal((2, nameof(WriteBackStatus)), Call(instance.Completed(1, AdvanceResult.WriteBack)));
        Assert.Equal((3, nameof(AdvanceTransaction)), Call(instance.Completed(2, AdvanceResult.Again)));

        var due = instance.Now.AddMinutes(2);
        var waiting = Assert.Single(instance.Completed(3, AdvanceResult.Wait(due)).Actions);
        Assert.Equal((4, due), (waiting.Id, waiting.CreateTimer.FireAt.ToDateTimeOffset()));
        Assert.Equal((5, nameof(AdvanceTransaction)), Call(instance.Fired(4, due)));
        Assert.NotNull(Assert.Single(instance.Completed(5, AdvanceResult.Wait(due.AddHours(1))).Actions).CreateTimer);
        Assert.Equal((7, nameof(AdvanceTransaction)), Call(instance.Woken()));

        var ended = Assert.Single(instance.Completed(7, AdvanceResult.Ended).Actions);
        Assert.Equal(P.OrchestrationStatus.Completed, ended.CompleteOrchestration.OrchestrationStatus);
    }

    [Fact]
    public void Run_ActivityLostWithItsProcess_WaitsLongerEachTimeAndTriesAgain()
    {
        var instance = new LifecycleReplay();
        instance.Start();
        var id = 0;
        foreach (var seconds in new[] { 2, 4, 6 })
        {
            var timer = Assert.Single(instance.Crashed(id).Actions);
            Assert.Equal(instance.Now.AddSeconds(seconds), timer.CreateTimer.FireAt.ToDateTimeOffset());
            id = Call(instance.Fired(timer.Id, timer.CreateTimer.FireAt.ToDateTimeOffset())).Id;
        }
    }

    [Fact]
    public void Run_ManySteps_StartsAfreshSoThatTheHistoryStaysShort()
    {
        var instance = new LifecycleReplay();
        var response = instance.Start();
        for (var step = 0; response.Actions.Single().CompleteOrchestration is null; step++)
        {
            Assert.True(step < 100, "it goes on without end");
            response = instance.Completed(response.Actions.Single().Id, AdvanceResult.Again);
        }

        var fresh = response.Actions.Single().CompleteOrchestration;
        Assert.Equal(P.OrchestrationStatus.ContinuedAsNew, fresh.OrchestrationStatus);
        Assert.Contains("orders-101", fresh.Result, StringComparison.Ordinal);
    }

    /// <summary>One line for each released version of the orchestration; a line is never changed.</summary>
    [Theory]
    [InlineData("TransactionLifecycle-1")]
    public void Replay_KeptHistory_GivesTheSameAnswer(string version)
    {
        var folder = Path.Combine(Repository.Root, "tests", Project, "Golden", "Histories");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{version}.request"), Story().ToByteArray());
        }

        var kept = P.OrchestratorRequest.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, $"{version}.request")));

        Golden.Assert(JsonFormatter.Default.Format(new LifecycleReplay().Replay(kept)), Project, "Histories", $"{version}.response.json");
        Assert.True(kept.PastEvents.Count > 20, "the history is worth replaying");
    }

    private static P.OrchestratorRequest Story()
    {
        var instance = new LifecycleReplay();
        instance.Start();
        instance.Completed(0, AdvanceResult.Again);
        instance.Completed(1, AdvanceResult.WriteBack);
        instance.Completed(2, AdvanceResult.Again);
        instance.Completed(3, AdvanceResult.Wait(instance.Now.AddMinutes(2)));
        instance.Fired(4, instance.Now.AddMinutes(2));
        instance.Crashed(5);
        instance.Fired(6, instance.Now.AddSeconds(2));
        instance.Completed(7, AdvanceResult.Wait(instance.Now.AddDays(1)));
        instance.Woken();
        return instance.LastRequest;
    }

    private static (int Id, string Name) Call(P.OrchestratorResponse response)
    {
        var action = Assert.Single(response.Actions);
        return (action.Id, action.ScheduleTask.Name);
    }
}
