namespace Functions.CustomHandler.Durable;

/// <summary>How an orchestration is started.</summary>
/// <param name="InstanceId">The id; null: a new one. A deterministic id makes the start idempotent.</param>
/// <param name="StartAt">Not before this instant; null: at once.</param>
public sealed record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
{
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public TaskVersion? Version { get; init; }
}
