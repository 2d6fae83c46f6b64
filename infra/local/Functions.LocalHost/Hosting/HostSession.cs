using Functions.LocalHost.Definitions;
using Functions.LocalHost.Keys;
using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>The lives of the host one after another, on one address, and the demo beside them.</summary>
/// <param name="run">What outlives them.</param>
/// <param name="url">Where the host answers.</param>
/// <param name="placeholders">For the demo's settings and arguments.</param>
internal sealed class HostSession(HostRun run, Uri url, Placeholders placeholders)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly ILogger _log = run.Logging.CreateLogger<HostSession>();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Runs the host to its end; answers the exit code. Nothing that it started is left.</summary>
    public static async Task<int> RunAsync(CommandLine line, CancellationToken stop)
    {
        await using var run = HostRun.Create(line);
        var early = run.SettingsOfTheApp(new Placeholders(new Dictionary<string, string>()));
        run.OpenData();
        await run.PublishAsync(stop);
        AppDefinitionReader.Read(run.AppRoot, early, run.Logging.CreateLogger<HostSession>().Noted); // told before the storage is installed
        await run.OpenStorageAsync(stop);
        var url = Listen(line.Port ?? run.File.Port);
        await run.StartSidesAsync(stop);
        var keys = await KeyRing.LoadAsync(run.Environment, run.KeyStore, [], stop);
        return await new HostSession(run, url, ValuesOfPlaceholders(run, url, keys)).RunAsync(stop);
    }

    private async Task<int> RunAsync(CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var lives = LivesAsync(ended.Token);
        var demo = run.Demo is { } options ? DemoAsync(options.Command, ended.Token) : Never<int>();
        try
        {
            return await FirstEndAsync(lives, demo, stop);
        }
        finally
        {
            await ended.CancelAsync();
            await Task.WhenAny(Task.WhenAll(lives, run.Demo is null ? lives : demo)); // how they end then tells nothing new
        }
    }

    /// <summary>The storage or a side process ending is a failure; the demo command ends the run when it is told to.</summary>
    private async Task<int> FirstEndAsync(Task lives, Task<int> demo, CancellationToken stop)
    {
        var sides = run.Sides.ToDictionary(side => (Task)side.Ended, side => side.Name);
        Task exit = run.Line.ExitAfterDemo ? demo : Never<int>();
        var first = await Task.WhenAny([lives, exit, run.Storage.Ended, .. sides.Keys]);
        stop.ThrowIfCancellationRequested();
        if (first == lives)
        {
            await lives;
        }
        else if (first == exit)
        {
            return await demo;
        }

        throw new HostFailedException(sides.TryGetValue(first, out var name) ? $"{name} ended." : "Azurite ended.");
    }

    private async Task LivesAsync(CancellationToken stop)
    {
        var pause = TimeSpan.Zero;
        while (true)
        {
            var end = await LiveAsync(stop);
            stop.ThrowIfCancellationRequested();
            if (!_ready.Task.IsCompleted)
            {
                throw end == HostLifeEnd.SettingsRefused
                    ? new StartFaultException(["the app found that its settings cannot work (exit code 78): it named the faults above."])
                    : new HostFailedException("the app could not be started: see what it wrote above.");
            }

            _log.Recycling();
            pause = end == HostLifeEnd.Recycle ? TimeSpan.Zero : Longer(pause);
            await Task.Delay(pause, stop);
        }
    }

    private async Task<HostLifeEnd> LiveAsync(CancellationToken stop)
    {
        var settings = SettingsLayers.Merge(
            run.SettingsOfTheApp(placeholders),
            new Dictionary<string, string> { ["AzureWebJobsStorage"] = run.Storage.Connection.ConnectionString });
        var options = new HostLifeOptions
        {
            App = AppDefinitionReader.Read(run.AppRoot, settings, _ => { }),
            ServiceBus = run.File.ServiceBus,
            Settings = settings,
            Environment = run.Environment,
            Storage = run.Storage.Connection,
            Keys = run.KeyStore,
            HostUrl = url,
            Guard = run.Guard,
            Logging = run.Logging,
        };
        await using var life = await HostLife.CreateAsync(options, stop);
        return await life.RunAsync(Ready, stop);
    }

    private void Ready()
    {
        HostConsole.Ready(url);
        HostConsole.Keys(KeysAt);
        _ready.TrySetResult();
    }

    private async Task<int> DemoAsync(CommandOptions command, CancellationToken stop)
    {
        await _ready.Task.WaitAsync(stop);
        IReadOnlyList<string> arguments = [.. command.Arguments, .. run.Line.ExitAfterDemo ? command.ExitArguments : []];
        var own = placeholders.Fill(command.Environment);
        var environment = run.Environment.Where(variable => !own.ContainsKey(variable.Key)).Concat(own).ToDictionary(StringComparer.Ordinal);
        using var child = ChildProcess.Start(SideProcess.Start(command, placeholders.Fill(arguments), run.Folders) with { Environment = environment }, run.Guard);
        try
        {
            var code = await child.Exited.WaitAsync(stop);
            if (!run.Line.ExitAfterDemo)
            {
                HostConsole.KeepsRunning(code, url, run.Sides, KeysAt);
            }

            return code;
        }
        finally
        {
            await child.KillAsync();
        }
    }

    private KeysPlace KeysAt => new(run.Environment.GetValueOrDefault(KeyRing.HostVariable) is { Length: > 0 }, run.KeyFile);

    private static async Task<T> Never<T>()
    {
        await Task.Delay(Timeout.InfiniteTimeSpan);
        throw new InvalidOperationException("Never ended.");
    }

    private static TimeSpan Longer(TimeSpan pause)
    {
        var next = pause == TimeSpan.Zero ? TimeSpan.FromSeconds(1) : pause * 2;
        return next < LongestPause ? next : LongestPause;
    }

    private static Uri Listen(int wanted)
    {
        var port = LoopbackPorts.From(wanted);
        if (wanted != 0 && port != wanted)
        {
            HostConsole.Say($"Port {wanted} is taken: listening on {port}.");
        }

        return new Uri($"http://127.0.0.1:{port}");
    }

    private static Placeholders ValuesOfPlaceholders(HostRun run, Uri url, KeyRing keys)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["hostUrl"] = HostConsole.Address(url),
            ["hostKey"] = keys.DefaultHostKey,
            ["masterKey"] = keys.Master,
        };
        foreach (var side in run.Sides)
        {
            values[$"{side.Name}Url"] = HostConsole.Address(side.Url);
        }

        return new Placeholders(values);
    }
}
