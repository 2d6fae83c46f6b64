namespace Functions.LocalHost.Durable.Delivery;

/// <summary>Does things when they are due, by the injected clock; in memory only, what must outlive the host is set again at its start.</summary>
internal sealed class TimerQueue(TimeProvider time)
{
    // Longer waits are taken in pieces: a timer of the framework has a bound, and the clock of the machine may be set.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private readonly Lock _lock = new();
    private readonly PriorityQueue<Action, (DateTimeOffset Due, long Order)> _timers = new();
    private TaskCompletionSource _earlier = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _order;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>The action must be short and must not throw.</summary>
    public void Set(DateTimeOffset due, Action action)
    {
        lock (_lock)
        {
            _timers.Enqueue(action, (due, _order++));
            if (_timers.Peek() == action)
            {
                _earlier.TrySetResult();
            }
        }
    }

    /// <summary>Waits and does until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var (due, earlier) = TakeDue();
            foreach (var action in due)
            {
                action();
            }

            await WaitAsync(earlier, cancellationToken);
        }
    }

    private (List<Action> Due, Task Earlier) TakeDue()
    {
        var now = time.GetUtcNow();
        var due = new List<Action>();
        lock (_lock)
        {
            while (_timers.TryPeek(out _, out var first) && first.Due <= now)
            {
                due.Add(_timers.Dequeue());
            }

            _earlier = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (due, _earlier.Task);
        }
    }

    private async Task WaitAsync(Task earlier, CancellationToken cancellationToken)
    {
        TimeSpan? wait;
        lock (_lock)
        {
            wait = _timers.TryPeek(out _, out var first) ? first.Due - time.GetUtcNow() : null;
        }

        if (wait is not { } left)
        {
            await earlier.WaitAsync(cancellationToken);
        }
        else if (left > TimeSpan.Zero)
        {
            // Whole milliseconds, rounded up: a wait that ends a little early would spin.
            var pause = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(left.TotalMilliseconds, LongestWait.TotalMilliseconds)));
            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(earlier, Task.Delay(pause, time, done.Token));
            await done.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
