using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Invocation;

/// <summary>Calls HTTP functions that are not passed through: the request and the answer travel as JSON (functions-custom-handler §3.5).</summary>
internal interface IHttpInvoker
{
    /// <param name="function">Has an HTTP trigger.</param>
    /// <param name="request">The request as the trigger's value, and its binding data without <c>sys</c>.</param>
    Task<HttpRun> InvokeHttpAsync(FunctionDefinition function, HttpTriggerValue request, CancellationToken cancellationToken);
}

/// <summary>A request as the HTTP trigger hands it to its function.</summary>
internal sealed record HttpTriggerValue(WireValue Value, IReadOnlyList<KeyValuePair<string, WireValue>> Metadata);

/// <summary>What became of such a call.</summary>
/// <param name="Outcome">As for every invocation.</param>
/// <param name="Answer">For the caller; null when the function failed or its answer cannot be written, which is 500.</param>
internal sealed record HttpRun(InvocationOutcome Outcome, HttpAnswer? Answer);
