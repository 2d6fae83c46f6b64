namespace Functions.CustomHandler.Durable.Execution;

/// <summary>The orchestrator's code no longer fits the history of the instance. Not catchable by that code (durable-protocol §8.4).</summary>
internal sealed class NonDeterministicOrchestrationException(int eventNumber, int taskId, string history, string code)
    : Exception($"Non-deterministic orchestration: event {eventNumber} of the history holds {history} with id {taskId}, but the code {code}. "
        + "Was the orchestrator changed after this instance had started?");
