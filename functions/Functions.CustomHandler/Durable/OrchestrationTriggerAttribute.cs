namespace Functions.CustomHandler.Durable;

/// <summary>
/// The parameter that receives a <see cref="TaskOrchestrationContext"/>; makes the function an orchestrator
/// (binding <c>orchestrationTrigger</c>, durable-protocol §2).
/// </summary>
public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>The name of the orchestration where it differs from the function's. It may not start with <c>@</c>.</summary>
    public string? Orchestration { get; set; }

    public override string Type => "orchestrationTrigger";

    public override IEnumerable<KeyValuePair<string, object?>> Properties => [new("orchestration", Orchestration)];
}
