using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

using Testing;

namespace Benchmarks;

/// <summary>A real host process over an app and an Azurite that are there already; gone when disposed.</summary>
internal sealed partial class BenchmarkHost : IAsyncDisposable
{
    public const string MasterKey = "master-key-of-the-benchmarks-0123456789";
    public const string HostKey = "host-key-of-the-benchmarks-0123456789";
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private BenchmarkHost(Process process) => _process = process;

    public Uri Url { get; private set; } = null!;

    public string Output => string.Join('\n', _lines.TakeLast(40));

    /// <summary>The app process that runs now.</summary>
    public int AppProcessId => _lines.Select(line => AppLine().Match(line)).Where(match => match.Success).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Last();

    public static async Task<BenchmarkHost> StartAsync(string app, string azurite, IReadOnlyDictionary<string, string> settings)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "Functions.LocalHost.dll");
        var start = new ProcessStartInfo("dotnet", [dll, "--no-build", "--app", app, "--port", "0", "--data", "memory", "--azurite-external", azurite])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        (start.Environment["LOCALHOST_MASTER_KEY"], start.Environment["LOCALHOST_HOST_KEY"]) = (MasterKey, HostKey);
        var host = new BenchmarkHost(new Process { StartInfo = start, EnableRaisingEvents = true });
        host._process.OutputDataReceived += host.Received;
        host._process.ErrorDataReceived += host.Received;
        host._process.Exited += (_, _) => host._ready.TrySetException(new InvalidOperationException($"The host ended: {host.Output}"));
        host._process.Start();
        host._process.BeginOutputReadLine();
        host._process.BeginErrorReadLine();
        try
        {
            host.Url = await host._ready.Task.WaitAsync(TimeSpan.FromMinutes(2));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
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
    }

    private void Received(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        _lines.Enqueue(line.Data);
        if (ReadyLine().Match(line.Data) is { Success: true } match)
        {
            _ready.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex(@"LocalHost is ready: (http://\S+)")]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"App process: (\d+)")]
    private static partial Regex AppLine();
}
