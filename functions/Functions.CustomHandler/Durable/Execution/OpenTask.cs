using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>A call or timer that the code has made and that has not ended.</summary>
internal sealed class OpenTask(P.OrchestratorAction action)
{
    private readonly TaskCompletionSource<string?> _source = new();

    /// <summary>Unregisters the timer's cancellation.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }

    public Task<string?> Task => _source.Task;

    private string Name => action.ScheduleTask?.Name ?? action.CreateSubOrchestration?.Name ?? string.Empty;

    /// <summary>Ends the task; an activity's result may be a failure in an envelope.</summary>
    public void Complete(string? result)
    {
        Cancellation.Unregister();
        if (action.OrchestratorActionTypeCase != P.OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask)
        {
            _source.TrySetResult(result);
            return;
        }

        var answer = ActivityResult.Open(result);
        if (answer.Failure is { } failure)
        {
            Fail(failure);
        }
        else
        {
            _source.TrySetResult(answer.Json);
        }
    }

    public void Fail(TaskFailureDetails failure)
    {
        Cancellation.Unregister();
        _source.TrySetException(new TaskFailedException(Name, action.Id, failure));
    }

    public void Cancel() => _source.TrySetCanceled();
}
