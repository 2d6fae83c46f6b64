using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

using Functions.LocalHost.Hosting;
using Functions.LocalHost.Processes;

namespace Functions.LocalHost.Azurite;

/// <summary>
/// Installs the pinned Azurite with <c>npm ci</c> in the folder of its package.json, once. Several processes may ask at the same time:
/// a file lock lets one install while the others wait.
/// </summary>
internal static class AzuriteInstaller
{
    private const string NoNpm = "'npm' cannot be started: install Node.js 20 or newer, and see that npm is on the PATH.";
    private const int NotFound = 127; // what a shell ends with
    private static readonly TimeSpan InstallDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);

    /// <param name="folder">Where package.json, its lock file and start.js are.</param>
    /// <param name="progress">Told what happens when something has to be installed.</param>
    /// <param name="heartbeat">How often it is told that npm is still at work; every ten seconds when left out.</param>
    /// <exception cref="HostFailedException">npm is missing or failed; the message says how it ended and what it wrote.</exception>
    public static async Task EnsureAsync(string folder, Action<string> progress, CancellationToken cancellationToken, TimeSpan? heartbeat = null)
    {
        if (IsInstalled(folder))
        {
            return;
        }

        await using var held = await LockAsync(Path.Combine(folder, ".install.lock"), cancellationToken);
        if (IsInstalled(folder))
        {
            return;
        }

        progress("Installing Azurite (once; about a minute) …");
        var clock = Stopwatch.StartNew();
        await RunNpmAsync(folder, () => progress($"… still installing Azurite ({clock.Elapsed.TotalSeconds:F0} s)"), heartbeat ?? Heartbeat, cancellationToken);
        progress($"Azurite is installed ({clock.Elapsed.TotalSeconds:F0} s).");
    }

    // npm writes the inner lock file last, so that its presence means a complete installation.
    private static bool IsInstalled(string folder)
    {
        var package = Path.Combine(folder, "node_modules", "azurite", "package.json");
        return File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json"))
            && File.Exists(package)
            && Member(package, "version") == Wanted(folder);
    }

    private static string? Wanted(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "package.json")));
        return document.RootElement.GetProperty("dependencies").GetProperty("azurite").GetString();
    }

    private static string? Member(string file, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty(name).GetString();
    }

    private static async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(LockPause, cancellationToken); // another process installs
            }
        }
    }

    private static async Task RunNpmAsync(string folder, Action stillThere, TimeSpan heartbeat, CancellationToken cancellationToken)
    {
        // What an interrupted installation left confuses the next one.
        if (Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            Directory.Delete(Path.Combine(folder, "node_modules"), recursive: true);
        }

        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(InstallDeadline);
        using var guard = OrphanGuard.Start(); // or two of them could be at work, when this process is killed and another one begins
        var lines = new ConcurrentQueue<string>();
        using var npm = StartOrExplain(folder, lines, guard);
        try
        {
            while (await Task.WhenAny(npm.Exited, Task.Delay(heartbeat, late.Token)) != npm.Exited)
            {
                late.Token.ThrowIfCancellationRequested();
                stillThere();
            }

            if (await npm.Exited is not 0 and var code)
            {
                if (code == NotFound)
                {
                    throw new HostFailedException(NoNpm);
                }

                throw new HostFailedException($"'npm ci' in {folder} ended with {code}: {string.Join('\n', lines)}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HostFailedException($"'npm ci' in {folder} did not end within {InstallDeadline.TotalMinutes:F0} minutes: {string.Join('\n', lines)}");
        }
        finally
        {
            await npm.KillAsync();
        }
    }

    private static ChildProcess StartOrExplain(string folder, ConcurrentQueue<string> lines, OrphanGuard guard)
    {
        try
        {
            return ChildProcess.Start(
                new ChildStart
                {
                    FileName = OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
                    Arguments = ["ci", "--no-audit", "--no-fund"],
                    WorkingDirectory = folder,
                    Output = lines.Enqueue,
                    Error = lines.Enqueue,
                },
                guard);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new HostFailedException(NoNpm);
        }
    }
}
