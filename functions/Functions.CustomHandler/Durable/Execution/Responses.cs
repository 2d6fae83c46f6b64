using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>Answers that are given without running an orchestrator.</summary>
internal static class Responses
{
    /// <summary>The id of an instance whose request names none: a message without any field would be the empty text, which the extension takes for no answer (§3.2).</summary>
    private const string NoInstanceId = "(none)";

    public static string IdOf(P.OrchestratorRequest? request) => request is { InstanceId.Length: > 0 } ? request.InstanceId : NoInstanceId;

    /// <summary>Ends the instance as failed, not to be retried by a parent.</summary>
    public static P.OrchestratorResponse Failed(P.OrchestratorRequest? request, string errorType, string message) =>
        With(request, new P.TaskFailureDetails { ErrorType = errorType, ErrorMessage = message, IsNonRetriable = true });

    /// <summary>
    /// Makes the extension abandon this turn and deliver it again later: a Failed completion whose <b>inner</b> failure is an
    /// out-of-memory error (§3.5, counter-measure 2). For conditions that are not the orchestrator's fault.
    /// </summary>
    public static P.OrchestratorResponse TryAgain(P.OrchestratorRequest? request, string reason) =>
        With(request, new P.TaskFailureDetails
        {
            ErrorType = "HandlerUnavailable",
            ErrorMessage = reason,
            InnerFailure = new P.TaskFailureDetails { ErrorType = Failures.AbortAndRetryType, ErrorMessage = reason },
        });

    private static P.OrchestratorResponse With(P.OrchestratorRequest? request, P.TaskFailureDetails failure) => new()
    {
        InstanceId = IdOf(request),
        Actions =
        {
            new P.OrchestratorAction
            {
                CompleteOrchestration = new P.CompleteOrchestrationAction
                {
                    OrchestrationStatus = P.OrchestrationStatus.Failed,
                    FailureDetails = failure,
                },
            },
        },
    };
}
