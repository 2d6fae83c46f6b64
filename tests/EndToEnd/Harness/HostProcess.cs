using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EndToEnd.Harness;

/// <summary>
/// One real <c>Functions.LocalHost</c> process with the published app below it. It is started on a free port with the keys and settings
/// given, and is ready when <see cref="StartAsync"/> returns. Nothing of it is left when it is disposed.
/// </summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly SemaphoreSlim _arrived = new(0);

    private HostProcess(Process process) => _process = process;

    public Uri Url { get; private set; } = null!;

    public int ProcessId => _process.Id;

    /// <summary>The app processes that the host said it started, in that order; the last one is the one that runs.</summary>
    public IReadOnlyList<int> AppProcessIds =>
        [.. _lines.Select(line => AppLine().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>Everything that the host and the app wrote so far, for a failure's message.</summary>
    public string Output => string.Join('\n', _lines);

    public static async Task<HostProcess> StartAsync(HostOptions options)
    {
        var process = new Process { StartInfo = StartInfo(options) };
        var host = new HostProcess(process);
        process.OutputDataReceived += host.Received;
        process.ErrorDataReceived += host.Received;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            host.Url = new Uri(await host.WaitForAsync(ReadyLine(), StartDeadline));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a host that is expected to end by itself, such as one whose settings cannot work.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(HostOptions options, TimeSpan deadline)
    {
        using var process = new Process { StartInfo = StartInfo(options) };
        await using var host = new HostProcess(process);
        process.OutputDataReceived += host.Received;
        process.ErrorDataReceived += host.Received;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var late = new CancellationTokenSource(deadline);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The host did not end within {deadline}. It wrote:\n{host.Output}");
        }

        return (process.ExitCode, host.Output);
    }

    /// <summary>Waits for a line, past or coming, and returns the pattern's first group.</summary>
    public async Task<string> WaitForAsync(Regex pattern, TimeSpan deadline)
    {
        var clock = Stopwatch.StartNew();
        var read = 0;
        while (true)
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
                throw new InvalidOperationException($"The host ended with {_process.ExitCode} before it wrote /{pattern}/. It wrote:\n{Output}");
            }

            if (clock.Elapsed > deadline)
            {
                throw new TimeoutException($"The host did not write /{pattern}/ within {deadline}. It wrote:\n{Output}");
            }

            await _arrived.WaitAsync(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary><c>kill -9</c> of the app that runs now; the host stays.</summary>
    public void KillApp()
    {
        var running = AppProcessIds[^1];
        _ = Kill(running, Sigkill); // fails when it has just ended by itself, which is as good
    }

    /// <summary><c>kill -9</c> of the host; what it started must not outlive it.</summary>
    public async Task KillAsync()
    {
        _ = Kill(ProcessId, Sigkill);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the host to end (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = Kill(ProcessId, Sigterm);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
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

    private const int Sigkill = 9;
    private const int Sigterm = 15;

    private static ProcessStartInfo StartInfo(HostOptions options)
    {
        var start = new ProcessStartInfo("dotnet", [Built.LocalHost, .. options.Arguments()])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Built.Root,
        };
        foreach (var (name, value) in options.Environment())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private void Received(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
            _arrived.Release();
        }
    }

    [GeneratedRegex(@"LocalHost is ready: (http://\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"App process: (\d+)")]
    private static partial Regex AppLine();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
