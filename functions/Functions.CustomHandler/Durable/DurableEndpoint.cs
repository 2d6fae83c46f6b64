using Functions.CustomHandler.Durable.Execution;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable;

/// <summary>
/// The orchestrator side of the app: a turn comes in as base64 and a well-formed answer goes out, whatever happens, because any
/// failure at the HTTP level would fail the instance for good (durable-protocol §3.5).
/// </summary>
internal sealed class DurableEndpoint(OrchestratorRegistry registry, ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger<DurableEndpoint>();
    private volatile string? _unavailable = "The app is starting.";

    /// <summary>Turns are served from now on.</summary>
    public void Ready() => _unavailable = null;

    /// <summary>Turns are no longer served: the engine repeats them elsewhere or later.</summary>
    public void Stop() => _unavailable = "The app is stopping.";

    /// <summary>Runs a turn.</summary>
    /// <param name="functionName">The function that the host called.</param>
    /// <param name="base64Request">An <c>OrchestratorRequest</c> in base64.</param>
    /// <returns>An <c>OrchestratorResponse</c> in base64; never empty.</returns>
    public string ExecuteOrchestrator(string functionName, string base64Request)
    {
        P.OrchestratorRequest? request = null;
        try
        {
            request = P.OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(base64Request));
            return Encode(_unavailable is { } reason ? TryAgain(request, reason) : OrchestrationExecutor.Execute(request, registry, loggers, functionName));
        }
        catch (OutOfMemoryException)
        {
            return Encode(TryAgain(request, "The app ran out of memory."));
        }
        catch (Exception fault) when (fault is FormatException or InvalidProtocolBufferException)
        {
            DurableLog.UnreadableTurn(_logger, functionName, fault);
            return Encode(Responses.Failed(request, "MalformedRequest", "The turn's request is not an OrchestratorRequest in base64."));
        }
        catch (Exception fault)
        {
            // The process boundary: an exception here would be an HTTP error, and that the end of the instance without details.
            DurableLog.TurnFailed(_logger, functionName, Responses.IdOf(request), fault);
            return Encode(Responses.Failed(request, fault.GetType().FullName!, $"The turn could not be carried out: {fault.Message}"));
        }
    }

    /// <summary>The answer to a turn that could not even be read, for a reason that is not the orchestration's: the engine repeats it.</summary>
    public string Refuse(string reason) => Encode(TryAgain(null, reason));

    /// <summary>The answer in place of a turn that exceeds what may be sent: a failure that says so, not one at the HTTP level.</summary>
    public static string TooLarge(int found, int limit) =>
        Encode(Responses.Failed(null, "TurnTooLarge", $"The turn's answer has {found} bytes; {limit} were expected at the most."));

    private static string Encode(P.OrchestratorResponse response) => Convert.ToBase64String(response.ToByteArray());

    private P.OrchestratorResponse TryAgain(P.OrchestratorRequest? request, string reason)
    {
        // There is no limit to the attempts, so each one is seen.
        DurableLog.TurnRefused(_logger, Responses.IdOf(request), reason);
        return Responses.TryAgain(request, reason);
    }
}
