using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler.Durable;

/// <summary>Log entries of this folder: ids 7100–7199.</summary>
internal static partial class DurableLog
{
    [LoggerMessage(7101, LogLevel.Warning, "The turn of instance {InstanceId} was handed back to the engine, which repeats it: {Reason}")]
    public static partial void TurnRefused(ILogger logger, string instanceId, string reason);

    [LoggerMessage(7102, LogLevel.Error, "A turn of function {FunctionName} could not be read; the instance ends as failed")]
    public static partial void UnreadableTurn(ILogger logger, string functionName, Exception fault);

    [LoggerMessage(7103, LogLevel.Error, "A turn of function {FunctionName}, instance {InstanceId}, could not be carried out; the instance ends as failed")]
    public static partial void TurnFailed(ILogger logger, string functionName, string instanceId, Exception fault);
}
