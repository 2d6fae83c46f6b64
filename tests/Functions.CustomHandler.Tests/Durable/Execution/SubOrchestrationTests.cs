using Functions.CustomHandler.Durable;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Sub-orchestrations: durable-protocol §10, rows 38 to 41 and 46.</summary>
public sealed class SubOrchestrationTests
{
    [Fact]
    public void CallSubOrchestrator_Row38_ItsResult_IsGiven()
    {
        var instance = SimulatedInstance.Of(context => context.CallSubOrchestratorAsync<int>("Child", 5, new SubOrchestrationOptions { InstanceId = "c1" }));
        var action = instance.Turn().Actions[0].CreateSubOrchestration;

        Assert.Equal(("Child", "c1", "5", string.Empty), (action.Name, action.InstanceId, action.Input, action.Version));
        Assert.Equal("6", instance.Turn(Events.ChildCompleted(0, 6)).Result());
    }

    [Fact]
    public void CallSubOrchestrator_Row39_ItsFailure_IsCatchableWithDetails()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var failed = await Assert.ThrowsAsync<TaskFailedException>(() => context.CallSubOrchestratorAsync<int>("Child"));
            return $"{failed.TaskName} {failed.FailureDetails.InnerFailure!.ErrorMessage}";
        });
        instance.Turn();
        var details = new P.TaskFailureDetails { ErrorType = "T", ErrorMessage = "m", InnerFailure = new P.TaskFailureDetails { ErrorType = "U", ErrorMessage = "deep" } };

        Assert.Equal("\"Child deep\"", instance.Turn(Events.ChildFailed(0, details)).Result());
    }

    [Fact]
    public void CallSubOrchestrator_Row40_FailedWithoutDetails_IsAFailedTask()
    {
        var instance = SimulatedInstance.Of(context => context.CallSubOrchestratorAsync<int>("Child"));
        instance.Turn();

        Assert.Equal("(unknown)", instance.Turn(Events.ChildFailed(0, null)).Failure().InnerFailure.ErrorType);
    }

    [Fact]
    public void CallSubOrchestrator_Row41_WithoutAnId_MakesTheSameOneInEveryReplay()
    {
        var instance = SimulatedInstance.Of(context => Task.WhenAll(context.CallSubOrchestratorAsync<int>("Child"), context.CallSubOrchestratorAsync<int>("Child")));
        var ids = instance.Turn().Actions.Select(action => action.CreateSubOrchestration.InstanceId).ToList();

        Assert.Equal(["89623ed14f5e5a4b836c41e8fc86dd5b", "bbde3e78bd3756178d7345749710bb4b"], ids);
        Assert.Equal(ids, instance.Repeat().Actions.Select(action => action.CreateSubOrchestration.InstanceId));
    }

    [Fact]
    public void CallSubOrchestrator_Row46_Retried_KeepsItsIdInEveryAttempt()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromSeconds(10)));
        var instance = SimulatedInstance.Of(context => context.CallSubOrchestratorAsync<int>("Child", 1, options));
        var first = instance.Turn().Actions[0].CreateSubOrchestration.InstanceId;

        Assert.Equal(["1:timer 01-05 00:00:11"], instance.Turn(Events.ChildFailed(0, new P.TaskFailureDetails { ErrorType = "T" })).Short());
        var second = instance.Turn(Events.Fired(1));
        Assert.Equal(["2:sub Child"], second.Short());
        Assert.Equal(first, second.Actions[0].CreateSubOrchestration.InstanceId);
        Assert.Equal("9", instance.Turn(Events.ChildCompleted(2, 9)).Result());
    }

    [Fact]
    public void Parent_AChild_SeesWhoCalledIt()
    {
        var parent = new P.ParentInstanceInfo { Name = "Boss", TaskScheduledId = 3, OrchestrationInstance = new P.OrchestrationInstance { InstanceId = "p1" } };
        var child = new SimulatedInstance(
            context => Task.FromResult<object?>($"{context.Parent!.Name} {context.Parent.InstanceId} {context.ExecutionId}"), configure: started => started.ParentInstance = parent);

        Assert.Equal("\"Boss p1 e1\"", child.Turn().Result());
        Assert.Equal("true", SimulatedInstance.Of(context => Task.FromResult(context.Parent is null)).Turn().Result());
    }

    [Fact]
    public void Version_OfTheInstance_GoesToActivitiesOnly()
    {
        var instance = new SimulatedInstance(
            async context =>
            {
                await Task.WhenAll(
                    context.CallActivityAsync("A"),
                    context.CallActivityAsync("B", new TaskOptions { Version = "9" }),
                    context.CallSubOrchestratorAsync("C"));
                return null;
            },
            configure: started => started.Version = "2.0");

        var actions = instance.Turn().Actions;

        Assert.Equal(("2.0", "9", string.Empty), (actions[0].ScheduleTask.Version, actions[1].ScheduleTask.Version, actions[2].CreateSubOrchestration.Version));
    }
}
