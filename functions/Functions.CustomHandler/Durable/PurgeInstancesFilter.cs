namespace Functions.CustomHandler.Durable;

/// <summary>Which ended instances to delete, by when they were created and how they ended.</summary>
public sealed record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IReadOnlyList<OrchestrationRuntimeStatus>? Statuses = null);
