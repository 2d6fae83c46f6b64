using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;

using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Azurite;

/// <summary>
/// One Azurite on free ports of the loopback interface. It ends when it is disposed, and also when this process dies:
/// it watches the pipe to its standard input.
/// </summary>
internal sealed partial class AzuriteProcess : IAsyncDisposable
{
    /// <summary>The well-known account of Azurite; its key is public and no secret.</summary>
    public const string AccountName = "devstoreaccount1";

    /// <summary>The well-known key.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    // A terminal's Ctrl-C must not reach it: the host's components still write while they stop.
    private const string OwnSession = """if command -v setsid >/dev/null 2>&1; then exec setsid "$@"; fi; exec "$@" """;

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly TaskCompletionSource _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, Uri> _services = new();

    private AzuriteProcess(Process process) => _process = process;

    /// <summary>How to reach it.</summary>
    public StorageConnection Connection { get; private set; } = null!;

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Completes when the process has ended, for whatever reason.</summary>
    public Task Exited => _process.WaitForExitAsync();

    /// <param name="folder">Where start.js and the installed package are.</param>
    /// <param name="data">The folder to keep data in; null keeps it in memory.</param>
    /// <exception cref="HostFailedException">It ended, or did not listen in time; the message holds what it wrote.</exception>
    public static async Task<AzuriteProcess> StartAsync(string folder, string? data, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = StartInfo(folder, data), EnableRaisingEvents = true };
        var azurite = new AzuriteProcess(process);
        process.OutputDataReceived += azurite.Received;
        process.ErrorDataReceived += azurite.Received;
        process.Exited += (_, _) => azurite._listening.TrySetException(new HostFailedException($"Azurite ended before it listened: {azurite.Output}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await azurite._listening.Task.WaitAsync(StartDeadline, cancellationToken);
        }
        catch (TimeoutException)
        {
            await azurite.DisposeAsync();
            throw new HostFailedException($"Azurite did not listen within {StartDeadline.TotalSeconds:F0} s: {azurite.Output}");
        }
        catch
        {
            await azurite.DisposeAsync();
            throw;
        }

        azurite.Connection = new StorageConnection(AccountName, AccountKey, azurite.Endpoint("Blob"), azurite.Endpoint("Queue"), azurite.Endpoint("Table"));
        return azurite;
    }

    /// <summary>Asks it to save and end; kills it when that takes too long.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var late = new CancellationTokenSource(StopDeadline);
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
    }

    private string Output => string.Join('\n', _output);

    private static ProcessStartInfo StartInfo(string folder, string? data)
    {
        string[] arguments =
        [
            "start.js", "--silent", "--disableTelemetry", "--skipApiVersionCheck",
            "--blobPort", "0", "--queuePort", "0", "--tablePort", "0",
            // The default of 5 s resets pooled connections under a client that just picked one.
            "--blobKeepAliveTimeout", "300", "--queueKeepAliveTimeout", "300", "--tableKeepAliveTimeout", "300",
        ];
        arguments = data is null ? [.. arguments, "--inMemoryPersistence"] : [.. arguments, "--location", Path.GetFullPath(data)];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("node", arguments) : new ProcessStartInfo("/bin/sh", ["-c", OwnSession, "sh", "node", .. arguments]);
        return new ProcessStartInfo(start.FileName, start.ArgumentList)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private Uri Endpoint(string service) => new($"{_services[service].GetLeftPart(UriPartial.Authority)}/{AccountName}");

    private void Received(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
        {
            return;
        }

        if (_output.Count < 100)
        {
            _output.Enqueue(line.Data);
        }

        if (Listening().Match(line.Data) is { Success: true } match)
        {
            _services[match.Groups[1].Value] = new Uri(match.Groups[2].Value);
            if (_services.Count == 3)
            {
                _listening.TrySetResult();
            }
        }
    }

    [GeneratedRegex(@"Azurite (Blob|Queue|Table) service is successfully listening at (http://\S+)")]
    private static partial Regex Listening();
}
