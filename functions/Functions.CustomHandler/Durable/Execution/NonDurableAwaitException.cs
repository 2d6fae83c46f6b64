namespace Functions.CustomHandler.Durable.Execution;

/// <summary>The orchestrator waits for something that no event of the history can bring about.</summary>
internal sealed class NonDurableAwaitException(string found)
    : Exception($"The orchestrator {found}. Only tasks of its TaskOrchestrationContext (activities, sub-orchestrations, timers, events) and "
        + "combinations of them may be awaited, on the orchestrator's own thread and without ConfigureAwait(false); "
        + "everything else belongs into an activity.");
