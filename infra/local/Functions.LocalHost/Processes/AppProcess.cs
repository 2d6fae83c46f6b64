using System.ComponentModel;

using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Processes;

/// <summary>
/// Runs the app as the real host does: starts it, waits until its port answers, starts it again when it ends, kills it hard
/// (functions-custom-handler §2). One instance for one life of the host.
/// </summary>
internal sealed class AppProcess : IAppProcess, IAsyncDisposable
{
    private static readonly TimeSpan AskedPause = TimeSpan.FromMilliseconds(200);
    private const int AskedForRestart = 200;
    private const int CannotBeStarted = 127;
    private const int SettingsCannotWork = 78; // EX_CONFIG of sysexits.h
    private readonly AppProcessOptions _options;
    private readonly ILogger _log;
    private readonly AppOutputLog _output;
    private readonly CrashCounter _crashes;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _givenUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _running;
    private bool _killed;
    private Task _loop = Task.CompletedTask;

    public AppProcess(AppProcessOptions options)
    {
        _options = options;
        _log = options.Logging.CreateLogger<AppProcess>();
        _output = new AppOutputLog(options.Logging, options.App.Host.CustomHandler.StandardErrorIsError);
        _crashes = new CrashCounter(options.Time);
    }

    public event Action<AppCrash>? AppCrashed;

    public int? ProcessId => _running?.Id;

    /// <summary>Whether the app has ever answered in this life.</summary>
    public bool HasBeenReady { get; private set; }

    /// <summary>
    /// Whether the app ended with 78 before it ever answered: it says itself that a repeat would end the same. The real host would try again and
    /// again; a person who waits for the start is better told at once.
    /// </summary>
    public bool HasRefusedItsSettings { get; private set; }

    /// <summary>
    /// Completes when the app is not started any more: it crashed a third time, or it ended with 0 or 78 without ever answering. Fails when this
    /// host itself could not go on starting it.
    /// </summary>
    public Task GivenUp { get; private set; } = Task.CompletedTask;

    /// <summary>Starts the app and keeps it running until this is disposed.</summary>
    /// <param name="settings">What the app gets as environment, besides what says where it runs.</param>
    public void Start(IReadOnlyDictionary<string, string> settings)
    {
        _loop = KeepRunningAsync(settings);
        GivenUp = WhenGivenUpAsync();
    }

    public async Task<Uri> WhenReadyAsync(CancellationToken cancellationToken)
    {
        Task<Uri> ready;
        lock (_lock)
        {
            ready = _ready.Task;
        }

        return await ready.WaitAsync(cancellationToken);
    }

    public void Kill(string reason)
    {
        lock (_lock)
        {
            if (_running is { } running)
            {
                _log.AppKilled(running.Id, reason);
                _killed = true;
                running.Kill();
            }
        }
    }

    /// <summary>Kills the app hard and waits until it is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private async Task WhenGivenUpAsync()
    {
        if (await Task.WhenAny(_loop, _givenUp.Task) == _loop)
        {
            await _loop;
        }

        await _givenUp.Task;
    }

    private async Task KeepRunningAsync(IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            TimeSpan? pause = TimeSpan.Zero;
            while (pause is not null)
            {
                await Task.Delay(pause.Value, _options.Time, _stopping.Token);
                pause = await RunOnceAsync(settings);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            return; // the host stops
        }
    }

    /// <summary>One process from start to end; answers the pause before the next one, or null when there is none.</summary>
    private async Task<TimeSpan?> RunOnceAsync(IReadOnlyDictionary<string, string> settings)
    {
        var port = _options.App.Host.CustomHandler.Port ?? LoopbackPorts.Free();
        ChildProcess child;
        try
        {
            child = StartChild(settings, port);
        }
        catch (Win32Exception fault)
        {
            _log.AppCannotStart(fault.Message);
            return AfterCrash(0, CannotBeStarted);
        }

        using (child)
        {
            try
            {
                var (exitCode, answered) = await WatchAsync(child, new Uri($"http://127.0.0.1:{port}/"));
                return AfterEnd(child.Id, exitCode, new Uri($"http://127.0.0.1:{port}/"), answered);
            }
            finally
            {
                await child.KillAsync();
                lock (_lock)
                {
                    _running = null;
                }
            }
        }
    }

    private ChildProcess StartChild(IReadOnlyDictionary<string, string> settings, int port)
    {
        var environment = AppLaunch.Environment(_options.App, settings, _options.HostUrl, port, Guid.CreateVersion7(_options.Time.GetUtcNow()));
        var start = AppLaunch.Create(_options.App, environment) with { Output = _output.Output, Error = _output.Error };
        var child = ChildProcess.Start(start, _options.Guard);
        lock (_lock)
        {
            (_running, _killed) = (child, false);
        }

        _options.Started(child.Id);
        return child;
    }

    private async Task<(int ExitCode, bool Answered)> WatchAsync(ChildProcess child, Uri address)
    {
        var answered = await AnswersAsync(child, address);
        if (answered)
        {
            HasBeenReady = true;
            lock (_lock)
            {
                _ready.TrySetResult(address);
            }
        }

        var exitCode = await child.Exited.WaitAsync(_stopping.Token);
        lock (_lock)
        {
            _running = null;
            _ready = _ready.Task.IsCompleted ? new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously) : _ready;
        }

        return (exitCode, answered);
    }

    private async Task<bool> AnswersAsync(ChildProcess child, Uri address)
    {
        var limit = _options.App.Host.CustomHandler.InitializationTimeout;
        using var late = new CancellationTokenSource(limit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _stopping.Token);
        var began = _options.Time.GetTimestamp();
        var polling = Readiness.WaitAsync(address, _options.Time, either.Token);
        await Task.WhenAny(polling, child.Exited);
        if (polling.IsCompletedSuccessfully)
        {
            _log.AppReady(address.Port, _options.Time.GetElapsedTime(began).TotalMilliseconds);
            return true;
        }

        if (late.IsCancellationRequested && !child.Exited.IsCompleted)
        {
            _log.AppNeverAnswered(child.Id, limit);
            child.Kill();
        }

        await either.CancelAsync();
        await polling.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _stopping.Token.ThrowIfCancellationRequested();
        return false;
    }

    private TimeSpan? AfterEnd(int processId, int exitCode, Uri address, bool answered)
    {
        if (_killed)
        {
            return TimeSpan.Zero;
        }

        switch (exitCode)
        {
            case 0:
                _log.AppEnded(processId);
                AppCrashed?.Invoke(new AppCrash(processId, exitCode));
                NeverAgain(address, answered);
                return null;
            case AskedForRestart:
                _log.AppAskedForRestart(processId);
                AppCrashed?.Invoke(new AppCrash(processId, exitCode));
                return AskedPause;
            case SettingsCannotWork when !HasBeenReady:
                _log.AppRefusesSettings(processId);
                HasRefusedItsSettings = true;
                _givenUp.TrySetResult();
                return null;
            default:
                return AfterCrash(processId, exitCode);
        }
    }

    // What is sent from now on goes to a port where nobody listens, as on the real host.
    private void NeverAgain(Uri address, bool answered)
    {
        lock (_lock)
        {
            _ready.TrySetResult(address);
        }

        if (!answered)
        {
            _givenUp.TrySetResult();
        }
    }

    private TimeSpan? AfterCrash(int processId, int exitCode)
    {
        var pause = _crashes.Add();
        AppCrashed?.Invoke(new AppCrash(processId, exitCode));
        if (pause is { } wait)
        {
            _log.AppRestarts(processId, exitCode, wait);
            return wait;
        }

        _log.AppGivenUp(processId, exitCode);
        _givenUp.TrySetResult();
        return null;
    }
}
