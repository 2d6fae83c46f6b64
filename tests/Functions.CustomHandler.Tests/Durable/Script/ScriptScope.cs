using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>The variables of a running orchestrator, or of an async block of it, and the context that its calls use.</summary>
internal sealed class ScriptScope(TaskOrchestrationContext context, Dictionary<string, object?> variables)
{
    public TaskOrchestrationContext Context { get; } = context;

    public Dictionary<string, object?> Variables { get; } = variables;

    /// <summary>A copy of the variables as they are now; lists stay shared.</summary>
    public ScriptScope Copy() => new(Context, new Dictionary<string, object?>(Variables));
}
