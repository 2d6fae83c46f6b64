using System.Diagnostics;

namespace Functions.LocalHost.Processes;

/// <summary>How to start a <see cref="ChildProcess"/>.</summary>
internal sealed record ChildStart
{
    // The shell becomes the program (same process id) when it is told to go on, which is after the guard knows of it: no moment is left in
    // which this process could die and leave the program behind. A session of its own keeps a terminal's Ctrl-C away from the program
    // (it must live until the host lets go of it) and makes one group of it and whatever it starts.
    private const string Gate = """
        read -r go || exit 0
        if command -v setsid >/dev/null 2>&1; then exec setsid "$@" </dev/null; fi
        exec "$@" </dev/null
        """;

    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    /// <summary>The whole environment; null = that of this process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Gets each line of standard output; when this and <see cref="Error"/> are null, the program writes where this process writes.</summary>
    public Action<string>? Output { get; init; }

    /// <summary>Gets each line of standard error.</summary>
    public Action<string>? Error { get; init; }

    /// <summary>Whether the lines are read here.</summary>
    public bool IsRead => Output is not null || Error is not null;

    public ProcessStartInfo ToStartInfo()
    {
        var info = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(FileName, Arguments)
            : new ProcessStartInfo("/bin/sh", ["-c", Gate, "sh", FileName, .. Arguments]);
        info.WorkingDirectory = WorkingDirectory;
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = IsRead;
        info.RedirectStandardError = IsRead;
        if (Environment is not null)
        {
            info.Environment.Clear();
            foreach (var (name, value) in Environment)
            {
                info.Environment[name] = value;
            }
        }

        return info;
    }
}
