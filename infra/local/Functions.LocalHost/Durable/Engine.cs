using Functions.LocalHost.Durable.Activities;
using Functions.LocalHost.Durable.Client;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Turns;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable;

/// <summary>
/// The durable engine over its tables, without its address: recovers what an earlier life left, then takes instances forward until it
/// is stopped. One engine at a time may work on a task hub; another's write is noticed by the ETag.
/// </summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];
    private readonly DurableOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly InstanceStore _store;
    private readonly InboxStore _inboxStore;
    private readonly InboxLog _inbox;
    private readonly InstanceCache _cache = new();
    private readonly TimerQueue _timers;
    private readonly TurnQueue _turns;
    private readonly ActivityRunner _activities;
    private readonly TurnDispatch _dispatch;
    private readonly TurnWorker _worker;

    public Engine(
        ITableStore tables, IAppInvoker invoker, DurableFunctions functions, DurableOptions options, IEngineFaults faults, TimeProvider time, ILogger log)
    {
        (_options, _time, _log) = (options, time, log);
        _store = new InstanceStore(tables, options.TableName("Orchestrations"));
        _inboxStore = new InboxStore(tables, options.TableName("Inbox"));
        _timers = new TimerQueue(time);
        _turns = new TurnQueue(_cache, _timers);
        _inbox = new InboxLog(_inboxStore, _turns.Deliver, faults, time, log);
        _activities = new ActivityRunner(invoker, functions, _inbox, _timers, time, log);
        _dispatch = new TurnDispatch(_store, _cache, _activities, _timers, _inbox, time);
        var loader = new InstanceLoader(_store);
        var starter = new InstanceStarter(_cache, loader, _store, _turns, _inbox, options, time);
        var transfers = new Transfers(_inbox, starter, time);
        _worker = new TurnWorker(
            _turns, new TurnCaller(invoker, functions, faults), loader, _store, _dispatch, transfers, options, NewId, time, log);
        var reader = new InstanceReader(_cache, loader, _store);
        Hub = new TaskHub(starter, reader, _inbox, functions, options, NewId, time);
        Queries = new InstanceQueries(_cache, loader, _store, reader);
    }

    public TaskHub Hub { get; }

    public InstanceQueries Queries { get; }

    /// <summary>How many instances are in memory.</summary>
    public int InMemory => _cache.Count;

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await _store.CreateTableAsync(cancellationToken);
        await _inboxStore.CreateTableAsync(cancellationToken);
    }

    /// <summary>Takes up what was left and begins to work. Answers how many instances are active and how many messages waited.</summary>
    public async Task<(int Active, int Messages)> StartAsync(CancellationToken cancellationToken)
    {
        var recovery = new EngineRecovery(_store, _inboxStore, _inbox, _cache, _turns, _dispatch);
        var found = await recovery.RunAsync(cancellationToken);
        Loop("the inbox", _inbox.RunAsync);
        Loop("the cleaning of the inbox", _inbox.CleanAsync);
        Loop("the timers", _timers.RunAsync);
        for (var worker = 0; worker < _options.MaxConcurrentOrchestrators; worker++)
        {
            Loop("a turn", _worker.RunAsync);
        }

        for (var worker = 0; worker < _options.MaxConcurrentActivities; worker++)
        {
            Loop("an activity", _activities.RunAsync);
        }

        return found;
    }

    /// <summary>Lets go of everything that runs; what is not committed is done again in the next life.</summary>
    public async Task StopAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _inbox.Stop();
        await Task.WhenAll(_loops);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");

    private void Loop(string place, Func<CancellationToken, Task> loop) => _loops.Add(Task.Run(() => RunAsync(place, loop)));

    private async Task RunAsync(string place, Func<CancellationToken, Task> loop)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await loop(_stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // The boundary of a worker: a fault with one instance must not end the work on all others. That instance stays as it is.
                DurableLog.Fault(_log, fault, place);
            }
        }
    }
}
