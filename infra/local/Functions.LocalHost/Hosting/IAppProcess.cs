namespace Functions.LocalHost.Hosting;

/// <summary>The app's process as components see it.</summary>
internal interface IAppProcess
{
    /// <summary>The process ended without being asked to. Raised once for each such end, before the app is started again.</summary>
    event Action<AppCrash>? AppCrashed;

    /// <summary>The running process, or null between two.</summary>
    int? ProcessId { get; }

    /// <summary>
    /// Completes with where the app answers (<c>http://127.0.0.1:{port}/</c>) as soon as a started process answers there. After the app ended
    /// with exit code 0 it is not started again, and this is where nobody answers any more (functions-custom-handler §2.3).
    /// </summary>
    Task<Uri> WhenReadyAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Kills the process that runs now, with everything below it, and starts a new one: what a function's time-out does. Not counted as a
    /// crash, and not told by <see cref="AppCrashed"/>. Does nothing between two processes.
    /// </summary>
    /// <param name="reason">For the log.</param>
    void Kill(string reason);
}

/// <summary>One unexpected end of the app's process.</summary>
/// <param name="ProcessId">Which process ended.</param>
/// <param name="ExitCode">Its exit code; 128 + n when signal n ended it.</param>
internal sealed record AppCrash(int ProcessId, int ExitCode);
