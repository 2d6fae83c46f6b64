namespace Functions.LocalHost.Processes;

/// <summary>Log messages of the app's process, ids 100 to 119.</summary>
internal static partial class ProcessLog
{
    [LoggerMessage(100, LogLevel.Information, "The app answers on port {Port} after {Elapsed:F0} ms.")]
    public static partial void AppReady(this ILogger logger, int port, double elapsed);

    [LoggerMessage(101, LogLevel.Error, "The app (process {ProcessId}) ended with exit code {ExitCode}; it is started again in {Pause}.")]
    public static partial void AppRestarts(this ILogger logger, int processId, int exitCode, TimeSpan pause);

    [LoggerMessage(102, LogLevel.Critical, "The app (process {ProcessId}) ended with exit code {ExitCode}, the third time: the host gives up on it, as the platform would.")]
    public static partial void AppGivenUp(this ILogger logger, int processId, int exitCode);

    [LoggerMessage(103, LogLevel.Warning, "The app (process {ProcessId}) ended with exit code 0: it is not started again, and what is sent to it fails, until the host is started anew. An app must never end by itself with 0.")]
    public static partial void AppEnded(this ILogger logger, int processId);

    [LoggerMessage(104, LogLevel.Information, "The app (process {ProcessId}) asked to be started again (exit code 200).")]
    public static partial void AppAskedForRestart(this ILogger logger, int processId);

    [LoggerMessage(105, LogLevel.Error, "The app (process {ProcessId}) is killed: {Reason}")]
    public static partial void AppKilled(this ILogger logger, int processId, string reason);

    [LoggerMessage(106, LogLevel.Error, "The app (process {ProcessId}) did not answer on its port within {Timeout}: it is killed.")]
    public static partial void AppNeverAnswered(this ILogger logger, int processId, TimeSpan timeout);

    [LoggerMessage(107, LogLevel.Error, "The app cannot be started: {Reason}")]
    public static partial void AppCannotStart(this ILogger logger, string reason);

    [LoggerMessage(108, LogLevel.Critical, "The app (process {ProcessId}) ended with exit code 78: it says that its settings cannot work. It is not started again.")]
    public static partial void AppRefusesSettings(this ILogger logger, int processId);
}
