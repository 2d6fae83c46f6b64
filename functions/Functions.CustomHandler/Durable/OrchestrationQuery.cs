namespace Functions.CustomHandler.Durable;

/// <summary>Which instances to list.</summary>
public sealed record OrchestrationQuery
{
    public const int DefaultPageSize = 100;

    /// <summary>Created at or after this instant.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Created at or before this instant.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>In one of these states; empty: in any.</summary>
    public IReadOnlyList<OrchestrationRuntimeStatus> Statuses { get; init; } = [];

    public string? InstanceIdPrefix { get; init; }

    /// <summary>How many instances one call to the engine fetches.</summary>
    public int PageSize { get; init; } = DefaultPageSize;

    public bool FetchInputsAndOutputs { get; init; }
}
