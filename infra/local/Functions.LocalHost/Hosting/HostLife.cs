using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;
using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>One life of the host: components, app process, HTTP surface, from start to end.</summary>
internal sealed class HostLife : IAsyncDisposable
{
    private static readonly TimeSpan ComponentDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RequestsDeadline = TimeSpan.FromSeconds(3);
    private readonly CancellationTokenSource _stopping;
    private readonly HostContext _context;
    private readonly AppProcess _process;
    private readonly AppInvoker _invoker;
    private readonly IReadOnlyList<IHostComponent> _components;
    private readonly WebApplication _server;
    private readonly ILogger _log;

    private HostLife(
        CancellationTokenSource stopping, HostContext context, AppProcess process, AppInvoker invoker, IReadOnlyList<IHostComponent> components, WebApplication server)
    {
        (_stopping, _context, _process, _invoker, _components, _server) = (stopping, context, process, invoker, components, server);
        _log = context.Logging.CreateLogger<HostLife>();
    }

    /// <summary>Everything built, nothing started.</summary>
    public static async Task<HostLife> CreateAsync(HostLifeOptions options, CancellationToken stop)
    {
        var stopping = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var process = new AppProcess(new AppProcessOptions
        {
            App = options.App,
            HostUrl = options.HostUrl,
            Guard = options.Guard,
            Time = TimeProvider.System,
            Logging = options.Logging,
            Started = HostConsole.AppStarted,
        });
        var invoker = new AppInvoker(options.App, process, TimeProvider.System, options.Logging);
        var context = options.ToContext(invoker, process, stopping.Token);
        var components = HostComponents.Create(context);
        invoker.Attach(components);
        var keys = await KeyRing.LoadAsync(options.Environment, options.Keys, components.OfType<Http.IWebhookExtension>().Select(each => each.Extension), stop);
        return new HostLife(stopping, context, process, invoker, components, FrontDoorServer.Build(context, keys, components));
    }

    /// <summary>Runs until somebody asks for the end, or the app is given up.</summary>
    /// <param name="ready">Told once everything answers.</param>
    /// <param name="stop">Asks for the end.</param>
    public async Task<HostLifeEnd> RunAsync(Action ready, CancellationToken stop)
    {
        var settings = SettingsLayers.Merge(_context.Settings);
        foreach (var component in _components)
        {
            settings = SettingsLayers.Merge(settings, await component.PrepareAsync(stop));
        }

        await _server.StartAsync(stop);
        _process.Start(settings);
        if (await Task.WhenAny(_process.WhenReadyAsync(stop), _process.GivenUp) == _process.GivenUp)
        {
            await _process.GivenUp;
            return _process.HasRefusedItsSettings ? HostLifeEnd.SettingsRefused : HostLifeEnd.AppNeverAnswered;
        }

        foreach (var component in _components)
        {
            await component.StartAsync(stop);
        }

        stop.ThrowIfCancellationRequested();
        ready();
        await _process.GivenUp.WaitAsync(stop);
        return HostLifeEnd.Recycle;
    }

    /// <summary>Lets go of everything: components in reverse, then the HTTP surface; the app is killed hard, as the platform does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var component in _components.Reverse())
        {
            await StopAsync(component.Name, ComponentDeadline, component.StopAsync);
        }

        await StopAsync("HTTP", RequestsDeadline, _server.StopAsync);
        await _server.DisposeAsync();
        await _process.DisposeAsync();
        _invoker.Dispose();
        _stopping.Dispose();
    }

    private async Task StopAsync(string name, TimeSpan deadline, Func<CancellationToken, Task> stop)
    {
        using var late = new CancellationTokenSource(deadline);
        try
        {
            await stop(late.Token).WaitAsync(late.Token);
        }
        catch (Exception fault) // one part that cannot stop must not keep the others, and the processes, from ending
        {
            _log.StopFailed(name, fault);
        }
    }
}
