using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// Runs one turn: replays the history of an instance through its orchestrator and answers with what it wants done next
/// (durable-protocol §8). Keeps nothing between turns; work and memory are linear in the history.
/// </summary>
internal static class OrchestrationExecutor
{
    /// <param name="request">One turn of one instance.</param>
    /// <param name="registry">The app's orchestrators.</param>
    /// <param name="loggers">Where the orchestrators' replay-safe loggers write.</param>
    /// <param name="functionName">The function that was called: the orchestrator if none has the name of the instance.</param>
    /// <exception cref="OutOfMemoryException">The process, not the orchestrator, is at fault; every other fault becomes an answer.</exception>
    public static P.OrchestratorResponse Execute(
        P.OrchestratorRequest request, OrchestratorRegistry registry, ILoggerFactory loggers, string? functionName = null)
    {
        var starts = Starts(request.PastEvents).Concat(Starts(request.NewEvents)).Take(2).ToList();
        if (starts.Count == 0 && HistoryWasLeftOut(request.Properties))
        {
            return new P.OrchestratorResponse { InstanceId = Responses.IdOf(request), RequiresHistory = true };
        }

        if (starts.Count != 1)
        {
            return Responses.Failed(request, "MalformedHistory", starts.Count == 0
                ? "The history holds no executionStarted event; exactly one is expected."
                : "The history holds more than one executionStarted event; exactly one is expected.");
        }

        var started = starts[0];
        if (!registry.TryGet(started.Name, out var orchestrator) && (functionName is null || !registry.TryGet(functionName, out orchestrator)))
        {
            return Responses.Failed(request, "OrchestratorTaskNotFound", $"No orchestrator named '{started.Name}' is registered in this app.");
        }

        return new OrchestrationTurn(request, started, orchestrator, loggers).Run();
    }

    private static IEnumerable<P.ExecutionStartedEvent> Starts(RepeatedField<P.HistoryEvent> events) =>
        events.Where(entry => entry.EventTypeCase == P.HistoryEvent.EventTypeOneofCase.ExecutionStarted).Select(entry => entry.ExecutionStarted);

    // §3.4: the host believes that the instance is in this process's memory. It never is.
    private static bool HistoryWasLeftOut(MapField<string, Value> properties) =>
        IsFalse(properties, "IncludeState") || IsFalse(properties, "IncludePastEvents");

    private static bool IsFalse(MapField<string, Value> properties, string name) =>
        properties.TryGetValue(name, out var value) && value.KindCase == Value.KindOneofCase.BoolValue && !value.BoolValue;
}
