using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

using Testing;

namespace Functions.LocalHost.Tests.Hosting;

/// <summary>One real LocalHost process with a Node.js app below it. Nothing of it is left when it is disposed.</summary>
internal sealed partial class RunningHost : IAsyncDisposable
{
    private const int Sigkill = 9;
    private const int Sigterm = 15;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private RunningHost(Process process) => _process = process;

    public static string AppFolder { get; } = App("process-app");

    public int Id => _process.Id;

    public string Output => string.Join('\n', _lines);

    public static string App(string name) => Path.Combine(Repository.Root, "tests", "Functions.LocalHost.Tests", "Apps", name);

    /// <summary>Starts the host and waits for nothing.</summary>
    /// <param name="arguments">Besides <c>--no-build</c>.</param>
    /// <param name="environment">Added to that of this process.</param>
    public static RunningHost Start(IEnumerable<string> arguments, params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Functions.LocalHost.dll"), "--no-build", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var host = new RunningHost(process);
        process.OutputDataReceived += host.Received;
        process.ErrorDataReceived += host.Received;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return host;
    }

    /// <summary>The Node.js app on any free port with an Azurite of its own in memory.</summary>
    public static RunningHost StartApp(params ReadOnlySpan<(string Name, string Value)> environment) =>
        Start(["--app", AppFolder, "--port", "0", "--data", "memory"], environment);

    /// <summary>The Node.js app on any free port with the tests' Azurite: starts sooner. One at a time.</summary>
    public static RunningHost StartAppOn(AzuriteFixture azurite, params ReadOnlySpan<(string Name, string Value)> environment) =>
        Start(["--app", AppFolder, "--port", "0", "--azurite-external", azurite.ConnectionString], environment);

    /// <summary>Waits until the host said that it is ready <paramref name="times"/> times; answers where.</summary>
    public async Task<Uri> ReadyAsync(int times = 1) => new((await MatchesAsync(ReadyLine(), times))[^1]);

    /// <summary>Waits until that many app processes were started; answers the last one's id.</summary>
    public async Task<int> AppAsync(int count = 1) => int.Parse((await MatchesAsync(AppLine(), count))[^1], CultureInfo.InvariantCulture);

    /// <summary>Waits until a pattern was written that many times; answers the first group of each.</summary>
    public async Task<IReadOnlyList<string>> MatchesAsync(Regex pattern, int count = 1)
    {
        List<string> found = [];
        await UntilAsync(
            () =>
            {
                found = [.. _lines.Select(line => pattern.Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
                return found.Count >= count || _process.HasExited;
            },
            $"/{pattern}/ {count} times");
        return found.Count >= count ? found : throw new InvalidOperationException($"The host ended with {_process.ExitCode} before /{pattern}/ came {count} times:\n{Output}");
    }

    public async Task<int> ExitCodeAsync()
    {
        using var late = new CancellationTokenSource(Deadline);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>The processes that the host started, and those below them.</summary>
    public IReadOnlyList<int> Descendants() => Descendants(Id);

    public static bool IsRunning(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].TrimStart()[0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Waits until none of them runs.</summary>
    public static Task GoneAsync(params IReadOnlyList<int> processIds) => UntilAsync(() => !processIds.Any(IsRunning), $"the end of {string.Join(", ", processIds)}");

    public void Terminate() => Signal(Id, Sigterm);

    public static void Kill(int processId) => Signal(processId, Sigkill);

    public static void Signal(int processId, int signal) => Assert.Equal(0, SendSignal(processId, signal));

    public async ValueTask DisposeAsync()
    {
        // What was below it ends a moment later, and may still be writing where the test is about to delete.
        IReadOnlyList<int> below = [];
        if (!_process.HasExited)
        {
            below = Descendants();
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await GoneAsync(below);
    }

    private static async Task UntilAsync(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            Assert.True(clock.Elapsed < Deadline, $"Waited {Deadline} for {what}.");
            await ticks.WaitForNextTickAsync();
        }
    }

    private static List<int> Descendants(int parent)
    {
        var all = new List<int>();
        foreach (var child in Children(parent))
        {
            all.Add(child);
            all.AddRange(Descendants(child));
        }

        return all;
    }

    private static List<int> Children(int parent) =>
        [.. Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent)];

    private static int ParentOf(int processId)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{processId}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private void Received(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
        }
    }

    [GeneratedRegex(@"LocalHost is ready: (http://\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"App process: (\d+)")]
    private static partial Regex AppLine();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int processId, int signal);
}
