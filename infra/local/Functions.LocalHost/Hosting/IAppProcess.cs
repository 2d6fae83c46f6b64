namespace Functions.LocalHost.Hosting;

/// <summary>The app's process as components see it.</summary>
internal interface IAppProcess
{
    /// <summary>The process ended without being asked to. Raised once for each such end, before the app is started again.</summary>
    event Action<AppCrash>? AppCrashed;

    /// <summary>The running process, or null between two.</summary>
    int? ProcessId { get; }
}

/// <summary>One unexpected end of the app's process.</summary>
/// <param name="ProcessId">Which process ended.</param>
/// <param name="ExitCode">Its exit code; 128 + n when signal n ended it.</param>
internal sealed record AppCrash(int ProcessId, int ExitCode);
