namespace Functions.CustomHandler.Durable;

/// <summary>An activity or sub-orchestration that was awaited has failed, after its retries.</summary>
public sealed class TaskFailedException : Exception
{
    public TaskFailedException(string taskName, int taskId, TaskFailureDetails failureDetails)
        : base($"Task '{taskName}' (#{taskId}) failed with an unhandled exception: {failureDetails?.ErrorMessage}")
    {
        ArgumentNullException.ThrowIfNull(failureDetails);
        TaskName = taskName;
        TaskId = taskId;
        FailureDetails = failureDetails;
    }

    public string TaskName { get; }

    /// <summary>The id of the last attempt's action in the history.</summary>
    public int TaskId { get; }

    public TaskFailureDetails FailureDetails { get; }
}
