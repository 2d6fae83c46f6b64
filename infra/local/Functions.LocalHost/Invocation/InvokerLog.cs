namespace Functions.LocalHost.Invocation;

/// <summary>What the invoker logs; event ids 3000 to 3099. Only first lines of failures: the rest can hold an app's answer.</summary>
internal static partial class InvokerLog
{
    [LoggerMessage(3000, LogLevel.Information, "{Line}")]
    public static partial void UserLine(ILogger logger, string line);

    [LoggerMessage(3001, LogLevel.Error, "Function '{Function}' failed (invocation {InvocationId}): {Type}: {FirstLine}")]
    public static partial void Failed(ILogger logger, string function, Guid invocationId, string type, string firstLine);

    [LoggerMessage(3002, LogLevel.Error, "Function '{Function}' answered what the real host will punish [{Code}]: {Message}")]
    public static partial void Mistake(ILogger logger, string function, string code, string message);

    [LoggerMessage(3003, LogLevel.Debug, "Function '{Function}' succeeded (invocation {InvocationId}, {Milliseconds} ms)")]
    public static partial void Succeeded(ILogger logger, string function, Guid invocationId, long milliseconds);
}
