namespace Functions.CustomHandler.Durable;

/// <summary>
/// The parameter that receives a <see cref="TaskOrchestrationContext"/>; makes the function an orchestrator
/// (binding <c>orchestrationTrigger</c>, durable-protocol §2).
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : Attribute
{
    /// <summary>The name of the orchestration where it differs from the function's. It may not start with <c>@</c>.</summary>
    public string? Orchestration { get; set; }
}
