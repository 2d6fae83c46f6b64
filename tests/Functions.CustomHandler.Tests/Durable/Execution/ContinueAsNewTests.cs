using Functions.CustomHandler.Durable;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Starting afresh: durable-protocol §10, rows 52 to 57.</summary>
public sealed class ContinueAsNewTests
{
    [Fact]
    public void ContinueAsNew_Row52_TheNextExecution_StartsWithItsInputAndNoHistory()
    {
        var instance = SimulatedInstance.Of(context =>
        {
            if (context.GetInput<int>() > 1)
            {
                context.ContinueAsNew(context.GetInput<int>() - 1);
            }

            return Task.FromResult(context.ExecutionId);
        }, 3);

        Assert.Equal(("2", P.OrchestrationStatus.ContinuedAsNew), (instance.Turn().End()!.Result, P.OrchestrationStatus.ContinuedAsNew));
        instance.Turn();
        Assert.Empty(instance.LastRequest.PastEvents);
        Assert.Equal("\"e3\"", instance.Turn().Result());
    }

    [Fact]
    public void ContinueAsNew_Row53_UnconsumedEvents_ReachTheNextExecutionOnceAndInOrder()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            if (context.GetInput<int>() == 1)
            {
                await context.CallActivityAsync("Work");
                context.ContinueAsNew(2);
                await context.CallActivityAsync("More");
                return [];
            }

            return new List<int> { await context.WaitForExternalEvent<int>("E"), await context.WaitForExternalEvent<int>("E"), await context.WaitForExternalEvent<int>("E") };
        }, 1);
        instance.Turn(Events.Raised("E", 1));
        var sent = instance.Turn(Events.Raised("E", 2), Events.Completed(0));
        Assert.Equal(["1:event E", "2:event E", "3:activity More"], sent.Short());
        Assert.Equal(["1", "2"], sent.Actions.Take(2).Select(action => action.SendEvent.Data));

        var end = instance.Turn(Events.Raised("E", 3), Events.Completed(3)).End()!;
        Assert.Equal("3", Assert.Single(end.CarryoverEvents).EventRaised.Input);
        Assert.Equal("[3,1,2]", instance.Turn(Events.Raised("E", 1), Events.Raised("E", 2)).Result());
    }

    [Fact]
    public void ContinueAsNew_AskedTwice_KeepsTheEventsThatCameBetween()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            context.ContinueAsNew(1);
            await context.CallActivityAsync("A");
            context.ContinueAsNew(2);
            return 0;
        });
        instance.Turn();

        var end = instance.Turn(Events.Raised("E", 7), Events.Completed(0)).End()!;

        Assert.Equal(("2", "7"), (end.Result, Assert.Single(end.CarryoverEvents).EventRaised.Input));
    }

    [Theory]
    [InlineData("2.0", "2.0")]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void ContinueAsNew_Row54_ANewVersion_IsPassedOn(string? version, string? expected)
    {
        var response = SimulatedInstance.Of(context =>
        {
            context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = version });
            return Task.FromResult(0);
        }).Turn();

        Assert.Equal((expected, null), (response.End()!.NewVersion, response.End()!.Result));
    }

    [Fact]
    public void ContinueAsNew_Row55And56_ATurnWithNothingNew_IsTolerated()
    {
        var instance = SimulatedInstance.Of(context =>
        {
            if (context.GetInput<int>() == 1)
            {
                context.ContinueAsNew(2);
                return Task.FromResult(0);
            }

            return context.CallActivityAsync<int>("A");
        }, 1);
        instance.Turn();

        Assert.Equal(["0:activity A"], instance.Turn().Short());
        Assert.Contains(instance.LastRequest.NewEvents, entry => entry.OrchestratorCompleted is not null);
        Assert.Empty(instance.Turn().Actions);
        Assert.Equal("5", instance.Turn(Events.Completed(0, 5)).Result());
    }

    [Fact]
    public void ContinueAsNew_Row57_ThenAnError_Fails()
    {
        var response = SimulatedInstance.Of<int>(context =>
        {
            context.ContinueAsNew(1);
            throw new InvalidOperationException("no");
        }).Turn();

        Assert.Equal("no", response.Failure().ErrorMessage);
    }

    [Fact]
    public void ContinueAsNew_AndATermination_Terminates()
    {
        var response = SimulatedInstance.Of(context =>
        {
            context.ContinueAsNew(1);
            return Task.FromResult(1);
        }).Turn(Events.Terminated("\"stop\""));

        Assert.Equal(P.OrchestrationStatus.Terminated, response.End()!.OrchestrationStatus);
    }
}
