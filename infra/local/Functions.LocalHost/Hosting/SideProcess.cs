using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>A program of localhost.json that runs beside the app.</summary>
internal sealed class SideProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly ChildProcess _child;

    private SideProcess(string name, ChildProcess child, Uri url) => (Name, _child, Url) = (name, child, url);

    public string Name { get; }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>Completes with its exit code when it has ended.</summary>
    public Task<int> Ended => _child.Exited;

    /// <exception cref="HostFailedException">It ended, or did not answer in time.</exception>
    public static async Task<SideProcess> StartAsync(
        SideProcessOptions options, HostFolders folders, OrphanGuard guard, ILogger log, CancellationToken cancellationToken)
    {
        var port = LoopbackPorts.From(options.DefaultPort);
        var url = new Uri($"http://127.0.0.1:{port}");
        var arguments = new Placeholders(new Dictionary<string, string> { ["port"] = $"{port}" }).Fill(options.Arguments);
        var child = ChildProcess.Start(
            Start(options, arguments, folders) with
            {
                Output = line => log.SideProcessLine(options.Name, line),
                Error = line => log.SideProcessLine(options.Name, line),
            },
            guard);
        var side = new SideProcess(options.Name, child, url);
        try
        {
            await side.WhenReadyAsync(new Uri(url, options.Ready), cancellationToken);
            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>How a published program is started; its output goes where this process writes.</summary>
    public static ChildStart Start(BuiltProject project, IReadOnlyList<string> arguments, HostFolders folders)
    {
        var program = Path.Combine(folders.Full(project.Publish), $"{Path.GetFileName(project.Project)}.dll");
        return File.Exists(program)
            ? new ChildStart { FileName = DotNet.Program, Arguments = [program, .. arguments], WorkingDirectory = folders.Root }
            : throw new StartFaultException([$"{program}: found no such file, expected it there: leave out --no-build."]);
    }

    public async ValueTask DisposeAsync()
    {
        await _child.KillAsync();
        _child.Dispose();
    }

    private async Task WhenReadyAsync(Uri address, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(StartDeadline);
        var polling = Readiness.WaitAsync(address, TimeProvider.System, either.Token);
        await Task.WhenAny(polling, _child.Exited);
        if (!polling.IsCompletedSuccessfully)
        {
            await either.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw new HostFailedException($"{Name} did not answer at {address}: " + (_child.Exited.IsCompleted
                ? $"it ended with exit code {await _child.Exited}."
                : $"nothing came within {StartDeadline.TotalSeconds:F0} s."));
        }
    }
}
