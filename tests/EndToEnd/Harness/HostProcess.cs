using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace EndToEnd.Harness;

/// <summary>
/// One real <c>Functions.LocalHost</c> process with the published app below it. It is started with the keys and settings given, and is ready
/// when <see cref="StartAsync"/> returns. Nothing of it is left when it is disposed.
/// </summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private readonly ChildProcess _process;

    private HostProcess(ChildProcess process) => _process = process;

    public Uri Url { get; private set; } = null!;

    public int ProcessId => _process.Id;

    /// <summary>The app processes that the host said it started, in that order; the last one is the one that runs.</summary>
    public IReadOnlyList<int> AppProcessIds =>
        [.. _process.Lines.Select(line => AppLine().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>Everything that the host and the app wrote so far, for a failure's message.</summary>
    public string Output => _process.Output;

    public static async Task<HostProcess> StartAsync(HostOptions options)
    {
        var host = new HostProcess(ChildProcess.Start(StartInfo(options)));
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
        await using var process = ChildProcess.Start(StartInfo(options));
        var exitCode = await process.WaitForExitAsync(deadline);
        return (exitCode, process.Output);
    }

    /// <summary>Waits for a line, past or coming, and returns the pattern's first group.</summary>
    public Task<string> WaitForAsync(Regex pattern, TimeSpan deadline) => _process.WaitForAsync(pattern, deadline);

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
        await _process.WaitForExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Asks the host to end (SIGTERM) and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = Kill(ProcessId, Sigterm);
        return await _process.WaitForExitAsync(TimeSpan.FromSeconds(60));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ProcessStartInfo StartInfo(HostOptions options)
    {
        var start = new ProcessStartInfo("dotnet", [Built.LocalHost, .. options.Arguments()]) { WorkingDirectory = Built.Root };
        foreach (var (name, value) in options.Variables())
        {
            start.Environment[name] = value;
        }

        return start;
    }

    [GeneratedRegex(@"LocalHost is ready: (http://\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"App process: (\d+)")]
    private static partial Regex AppLine();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
