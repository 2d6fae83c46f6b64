using Billing.Functions.Invoicing;
using Billing.Functions.Tests.Harness;

using Google.Protobuf;

using Testing;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Invoicing;

/// <summary>The orchestration on the real executor, and the histories of released versions, which must replay for ever (design §4, Versions).</summary>
public sealed class BillingRunOrchestrationTests
{
    private const string Project = "Billing.Functions.Tests";

    [Fact]
    public void Run_PagesOfAWindow_AreWorkedOnSoManyAtOnceAndThenTheRowsAreAskedAgain()
    {
        var instance = new BillingRunReplay();
        Assert.Equal([(0, nameof(AdvanceBillingRun))], Calls(instance.Start()));
        Assert.Equal([(1, nameof(BillPage)), (2, nameof(BillPage))], Calls(instance.Advanced(0, new BillingRunStep(BillingRunAct.Bill, [0, 1, 2], 2))));
        Assert.Equal([(3, nameof(BillPage))], Calls(instance.PageDone(2)));
        Assert.Empty(Calls(instance.PageDone(1)));
        Assert.Equal([(4, nameof(AdvanceBillingRun))], Calls(instance.PageDone(3)));
        Assert.Equal([(5, nameof(ConfirmPage))], Calls(instance.Advanced(4, new BillingRunStep(BillingRunAct.Confirm, [0], 2))));
        Assert.Equal([(6, nameof(AdvanceBillingRun))], Calls(instance.PageDone(5)));
        Assert.Equal(P.OrchestrationStatus.Completed, Assert.Single(instance.Advanced(6, BillingRunStep.End).Actions).CompleteOrchestration.OrchestrationStatus);
    }

    [Fact]
    public void Run_APageLostWithItsProcess_LetsTheOthersEndWaitsAndAsksTheRows()
    {
        var instance = new BillingRunReplay();
        instance.Start();
        instance.Advanced(0, new BillingRunStep(BillingRunAct.Bill, [0, 1], 2));
        Assert.Empty(instance.Crashed(1).Actions);
        var timer = Assert.Single(instance.PageDone(2).Actions);
        Assert.Equal(instance.Now.AddSeconds(2), timer.CreateTimer.FireAt.ToDateTimeOffset());
        Assert.Equal([(4, nameof(AdvanceBillingRun))], Calls(instance.Fired(timer.Id, instance.Now.AddSeconds(2))));

        // Failing again, it waits longer.
        Assert.Equal(instance.Now.AddSeconds(4), Assert.Single(instance.Crashed(4).Actions).CreateTimer.FireAt.ToDateTimeOffset());
    }

    [Fact]
    public void Run_ManyWindows_StartsAfreshSoThatTheHistoryStaysShort()
    {
        var instance = new BillingRunReplay();
        var response = instance.Start();
        for (var step = 0; response.Actions.Single().CompleteOrchestration is null; step++)
        {
            Assert.True(step < 100, "it goes on without end");
            var call = response.Actions.Single();
            response = call.ScheduleTask.Name == nameof(AdvanceBillingRun)
                ? instance.Advanced(call.Id, new BillingRunStep(BillingRunAct.Bill, [step], 4))
                : instance.PageDone(call.Id);
        }

        Assert.Equal(P.OrchestrationStatus.ContinuedAsNew, response.Actions.Single().CompleteOrchestration.OrchestrationStatus);
    }

    /// <summary>One line for each released version of the orchestration; a line is never changed.</summary>
    [Theory]
    [InlineData("BillingRun-1")]
    public void Replay_KeptHistory_GivesTheSameAnswer(string version)
    {
        var folder = Path.Combine(Repository.Root, "tests", Project, "Golden", "Histories");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{version}.request"), Story().ToByteArray());
        }

        var kept = P.OrchestratorRequest.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, $"{version}.request")));

        Golden.Assert(JsonFormatter.Default.Format(new BillingRunReplay().Replay(kept)), Project, "Histories", $"{version}.response.json");
        Assert.True(kept.PastEvents.Count > 20, "the history is worth replaying");
    }

    private static P.OrchestratorRequest Story()
    {
        var instance = new BillingRunReplay();
        instance.Start();
        instance.Advanced(0, new BillingRunStep(BillingRunAct.Bill, [0, 1, 2], 2));
        instance.PageDone(2);
        instance.Crashed(1);
        instance.PageDone(3);
        instance.Fired(4, instance.Now.AddSeconds(2));
        instance.Advanced(5, new BillingRunStep(BillingRunAct.Bill, [0], 2));
        instance.PageDone(6);
        instance.Advanced(7, new BillingRunStep(BillingRunAct.Confirm, [0, 1], 2));
        instance.PageDone(8);
        return instance.LastRequest;
    }

    private static List<(int Id, string Name)> Calls(P.OrchestratorResponse response) => [.. response.Actions.Select(action => (action.Id, action.ScheduleTask.Name))];
}
