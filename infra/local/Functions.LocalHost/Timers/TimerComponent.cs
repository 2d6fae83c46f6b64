using Functions.LocalHost.Hosting;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Timers;

/// <summary>The timers of the app, each on its own.</summary>
internal sealed class TimerComponent : IHostComponent, IDisposable
{
    private readonly HostContext _context;
    private readonly TableStore _tables;
    private readonly TableTimerStatusStore _store;
    private readonly List<Task> _running = [];

    public TimerComponent(HostContext context)
    {
        _context = context;
        _tables = new TableStore(context.Storage, context.Time);
        _store = new TableTimerStatusStore(_tables);
    }

    public string Name => "Timers";

    public async Task<IReadOnlyDictionary<string, string>> PrepareAsync(CancellationToken cancellationToken)
    {
        await _store.CreateAsync(cancellationToken);
        return new Dictionary<string, string>();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var log = _context.Logging.CreateLogger<TimerComponent>();
        foreach (var function in _context.App.WithTrigger("timerTrigger"))
        {
            var listener = new TimerListener(function, _store, _context.Invoker, _context.Time, log);
            await listener.BeginAsync(cancellationToken);
            _running.Add(listener.RunAsync(_context.Stopping));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_running).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (_context.Stopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return; // that is how they end
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose() => _tables.Dispose();
}
