using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Functions.LocalHost.Processes;

/// <summary>A program that this host started. It never outlives the host, however that ends (except on Windows).</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Sigkill = 9;
    private static readonly TimeSpan LastLines = TimeSpan.FromMilliseconds(500);
    private readonly Process _process;
    private readonly ChildStart _start;
    private readonly OrphanGuard _guard;
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private ChildProcess(ChildStart start, OrphanGuard guard)
    {
        (_start, _guard) = (start, guard);
        _process = new Process { StartInfo = start.ToStartInfo(), EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Received(line.Data, _start.Output);
        _process.ErrorDataReceived += (_, line) => Received(line.Data, _start.Error);
        _process.Exited += (_, _) => _ = EndAsync();
    }

    public int Id { get; private set; }

    /// <summary>Completes with the exit code (128 + n when signal n ended it) when it has ended and its last lines were told.</summary>
    public Task<int> Exited => _exited.Task;

    /// <exception cref="System.ComponentModel.Win32Exception">It cannot be started.</exception>
    public static ChildProcess Start(ChildStart start, OrphanGuard guard)
    {
        var child = new ChildProcess(start, guard);
        child._process.Start();
        child.Id = child._process.Id;
        guard.Add(child.Id);
        if (start.IsRead)
        {
            child._process.BeginOutputReadLine();
            child._process.BeginErrorReadLine();
        }
        else
        {
            child._outputEnded.SetResult();
        }

        child.LetGo();
        return child;
    }

    /// <summary>SIGKILL to it and everything below it. Does nothing when it has ended.</summary>
    public void Kill()
    {
        if (!_exited.Task.IsCompleted)
        {
            KillGroup();
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Kills it and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Kill();
        await Exited;
    }

    public void Dispose() => _process.Dispose();

    private void LetGo()
    {
        try
        {
            _process.StandardInput.WriteLine("go");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It was killed before it could read: Exited tells.
            _process.StandardInput.BaseStream.Dispose();
        }
    }

    private void Received(string? line, Action<string>? sink)
    {
        if (line is not null)
        {
            sink?.Invoke(line);
        }
        else if (Interlocked.Decrement(ref _openStreams) == 0)
        {
            _outputEnded.TrySetResult();
        }
    }

    // Whatever it started may still hold the pipes: it goes too, and the wait for the last lines is bounded.
    private async Task EndAsync()
    {
        var code = _process.ExitCode;
        KillGroup();
        _guard.Remove(Id);
        await Task.WhenAny(_outputEnded.Task, Task.Delay(LastLines));
        _exited.TrySetResult(code);
    }

    private void KillGroup()
    {
        if (!OperatingSystem.IsWindows() && Id > 1)
        {
            _ = SendSignal(-Id, Sigkill); // fails when there is no such group (any more), which is what is wanted
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
