using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>What tests ask of an answer.</summary>
internal static class ResponseAssertions
{
    /// <summary>The completion, or null while the instance goes on.</summary>
    public static P.CompleteOrchestrationAction? End(this P.OrchestratorResponse response) =>
        response.Actions.SingleOrDefault(action => action.CompleteOrchestration is not null)?.CompleteOrchestration;

    /// <summary>The result of the completed instance.</summary>
    public static string? Result(this P.OrchestratorResponse response)
    {
        var end = response.End();
        Assert.NotNull(end);
        Assert.True(end.OrchestrationStatus == P.OrchestrationStatus.Completed, $"{end.OrchestrationStatus}: {end.Result}");
        return end.Result;
    }

    /// <summary>The details of the failed instance.</summary>
    public static P.TaskFailureDetails Failure(this P.OrchestratorResponse response)
    {
        Assert.Equal(P.OrchestrationStatus.Failed, response.End()?.OrchestrationStatus);
        return response.End()!.FailureDetails;
    }

    /// <summary>All actions in short: <c>0:activity A</c>.</summary>
    public static IEnumerable<string> Short(this P.OrchestratorResponse response) => response.Actions.Select(action =>
        $"{action.Id}:{action.OrchestratorActionTypeCase switch
        {
            P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask => $"activity {action.ScheduleTask.Name}",
            P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration => $"sub {action.CreateSubOrchestration.Name}",
            P.OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer => $"timer {action.CreateTimer.FireAt.ToDateTime():MM-dd HH:mm:ss}",
            P.OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent => $"event {action.SendEvent.Name}",
            _ => $"end {action.CompleteOrchestration.OrchestrationStatus}",
        }}");
}
