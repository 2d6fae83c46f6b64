namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// Keeps an orchestrator on the thread of its turn. Continuations of durable tasks run inline while an event is processed; what is
/// posted from this thread runs right after the event; what comes from another thread is never run, during the turn or after it,
/// but reported: such code awaits something that is not durable.
/// </summary>
internal sealed class OrchestratorThread : SynchronizationContext
{
    /// <summary>More posted continuations in one turn than any sensible orchestrator makes; ends a loop that only yields.</summary>
    private const int MostPosted = 1_000_000;
    private const int WaitTimedOut = 258;

    /// <summary>Generous: a lock under heavy load must not end an instance; a task that no turn will end is as surely found after this.</summary>
    private static readonly TimeSpan LongestLock = TimeSpan.FromSeconds(30);

    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = [];
    private readonly TimeSpan _longestBlock;
    private volatile bool _running;
    private int _threadId;
    private int _postedInAll;
    private string? _misuse;

    public OrchestratorThread(TimeSpan? longestBlock = null)
    {
        _longestBlock = longestBlock ?? LongestLock;
        SetWaitNotificationRequired();
    }

    /// <summary>What the code did wrong, or null.</summary>
    public string? Misuse => Volatile.Read(ref _misuse);

    private bool IsCurrent => _running && Environment.CurrentManagedThreadId == _threadId;

    /// <summary>Runs the turn on the calling thread, with this as its context.</summary>
    public void Run(Action turn)
    {
        var before = Current;
        _threadId = Environment.CurrentManagedThreadId;
        _running = true;
        SetSynchronizationContext(this);
        try
        {
            turn();
        }
        finally
        {
            _running = false;
            _posted.Clear();
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Runs what was posted since the last event.</summary>
    public void RunPosted()
    {
        while (_posted.TryDequeue(out var work))
        {
            work.Callback(work.State);
        }
    }

    /// <summary>Called first by every member of the context that does something.</summary>
    /// <exception cref="InvalidOperationException">The caller is not the orchestrator in its turn.</exception>
    public void Check(string member)
    {
        if (!IsCurrent)
        {
            var misuse = $"used its context ({member}) outside its turn's thread, after awaiting a task that is not durable";
            Report(misuse);
            throw new InvalidOperationException($"The orchestrator {misuse}.");
        }
    }

    /// <summary>True on the turn's thread; otherwise what happens is ignored and reported.</summary>
    public bool Accepts(string what)
    {
        if (!IsCurrent)
        {
            Report(what);
        }

        return IsCurrent;
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!Accepts("awaited a task that is not durable: its continuation came from another thread"))
        {
            return;
        }

        if (++_postedInAll > MostPosted)
        {
            Report("yields without end");
            return;
        }

        _posted.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Accepts("sent work to its turn from another thread"))
        {
            d(state);
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>A lock is waited for; a task that only a later turn can end is not, or this thread would stand for ever.</summary>
    public override int Wait(nint[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        var longest = (int)_longestBlock.TotalMilliseconds;
        if (millisecondsTimeout >= 0 && millisecondsTimeout <= longest)
        {
            return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        }

        var answer = WaitHelper(waitHandles, waitAll, longest);
        if (answer == WaitTimedOut && IsCurrent)
        {
            const string Misuse = "blocks its thread (Wait, Result or GetResult on a task that has not ended)";
            Report(Misuse);
            throw new InvalidOperationException($"The orchestrator {Misuse}; durable tasks are awaited.");
        }

        return answer;
    }

    private void Report(string misuse) => Interlocked.CompareExchange(ref _misuse, misuse, null);
}
