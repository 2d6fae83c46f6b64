namespace Functions.CustomHandler.Durable;

/// <summary>How an activity or sub-orchestration is called: retries, tags, version.</summary>
public record TaskOptions
{
    public TaskOptions(TaskRetryOptions? retry = null) => Retry = retry;

    /// <summary>What happens when the call fails; null: the failure surfaces at once.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Tags for the engine's own use.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to call; null: an activity inherits the orchestration's, a sub-orchestration takes the host's default.</summary>
    public TaskVersion? Version { get; init; }

    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(TaskRetryOptions.FromRetryHandler(handler));

    /// <summary>The same options for a sub-orchestration with a given instance id.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
