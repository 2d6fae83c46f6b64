using System.Diagnostics;

namespace Functions.LocalHost.Processes;

/// <summary>
/// Kills what this process started when this process dies without a word (<c>kill -9</c>): a shell that reads from a pipe which only this
/// process holds open, and which kills every registered process group when the pipe ends. On Windows nothing is guarded.
/// </summary>
internal sealed class OrphanGuard : IDisposable
{
    // Ctrl-C in a terminal reaches every process of the foreground group; the guard must outlast the host, so it ignores it.
    private const string Script = """
        trap '' INT TERM HUP
        guarded=
        while read -r verb id; do
          case $verb in
            add) guarded="$guarded $id" ;;
            remove)
              left=
              for each in $guarded; do [ "$each" = "$id" ] || left="$left $each"; done
              guarded=$left ;;
          esac
        done
        for each in $guarded; do kill -9 "-$each" 2>/dev/null || kill -9 "$each" 2>/dev/null; done
        """;

    private readonly Lock _lock = new();
    private readonly Process? _shell;

    private OrphanGuard(Process? shell) => _shell = shell;

    public static OrphanGuard Start()
    {
        if (OperatingSystem.IsWindows())
        {
            return new OrphanGuard(null);
        }

        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true })!;
        shell.StandardInput.AutoFlush = true;
        return new OrphanGuard(shell);
    }

    /// <summary>From now on the process, and what it started, dies with this one.</summary>
    public void Add(int processId) => Tell("add", processId);

    /// <summary>The process has ended; its number may be used again by another.</summary>
    public void Remove(int processId) => Tell("remove", processId);

    public void Dispose()
    {
        if (_shell is not null)
        {
            _shell.StandardInput.Dispose();
            _shell.WaitForExit();
            _shell.Dispose();
        }
    }

    private void Tell(string verb, int processId)
    {
        lock (_lock)
        {
            try
            {
                _shell?.StandardInput.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{verb} {processId}"));
            }
            catch (IOException) when (verb == "remove")
            {
                return; // somebody killed the guard: nothing is left to be told
            }
        }
    }
}
