using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Harness;

/// <summary>A real process whose lines are kept and waited for. Nothing of it is left when it is disposed.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private ChildProcess(Process process) => _process = process;

    public int Id => _process.Id;

    public int ExitCode => _process.ExitCode;

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Everything that it wrote so far, for a failure's message.</summary>
    public string Output => string.Join('\n', _lines);

    public static ChildProcess Start(ProcessStartInfo start)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += child.Received;
        process.ErrorDataReceived += child.Received;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Waits for a line, past or coming, and returns the pattern's first group.</summary>
    /// <exception cref="InvalidOperationException">The process ended before.</exception>
    public async Task<string> WaitForAsync(Regex pattern, TimeSpan deadline)
    {
        var clock = Stopwatch.StartNew();
        for (var read = 0; ;)
        {
            foreach (var line in _lines.Skip(read))
            {
                read++;
                if (pattern.Match(line) is { Success: true } match)
                {
                    return match.Groups[1].Value;
                }
            }

            if (_process.HasExited && _lines.Count == read)
            {
                throw new InvalidOperationException($"It ended with {_process.ExitCode} before it wrote /{pattern}/. It wrote:\n{Output}");
            }

            if (clock.Elapsed > deadline)
            {
                throw new TimeoutException($"It did not write /{pattern}/ within {deadline}. It wrote:\n{Output}");
            }

            await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <exception cref="TimeoutException">It did not end in time.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan deadline)
    {
        using var late = new CancellationTokenSource(deadline);
        try
        {
            await _process.WaitForExitAsync(late.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process did not end within {deadline}. It wrote:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _arrived.Dispose();
    }

    private void Received(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
            _arrived.Release();
        }
    }
}
