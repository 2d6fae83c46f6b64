using System.Diagnostics.CodeAnalysis;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>The app's orchestrators by name; names are matched ignoring case, as the extension matches them. Filled at start, then only read.</summary>
internal sealed class OrchestratorRegistry
{
    private readonly Dictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void Add(string name, Func<TaskOrchestrationContext, Task<object?>> orchestrator) => _orchestrators.Add(name, orchestrator);

    public bool TryGet(string name, [NotNullWhen(true)] out Func<TaskOrchestrationContext, Task<object?>>? orchestrator) =>
        _orchestrators.TryGetValue(name, out orchestrator);
}
