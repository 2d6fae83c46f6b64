using Functions.LocalHost.Durable.Delivery;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>An instance in memory: what is stored of it, its history while it runs, and the messages that wait for its next turn.</summary>
internal sealed class Instance(string id)
{
    private readonly Lock _lock = new();
    private readonly List<InboxItem> _inbox = [];
    private volatile StoredInstance? _stored;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _queued;

    public string Id => id;

    public InstanceKey Key { get; } = new(id);

    /// <summary>Held by whoever reads the row in or writes it.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>What was last read or written; null when that is not known.</summary>
    public StoredInstance? Stored => _stored;

    /// <summary>The committed history of the current execution; null when it has not been read. Only under <see cref="Gate"/>.</summary>
    public HistoryBuffer? History { get; set; }

    /// <summary>Whether open tasks must be taken up again when the row is read: a write's outcome was unknown. Only under <see cref="Gate"/>.</summary>
    public bool MustResume { get; set; }

    /// <summary>How often turns were aborted in a row. Only under <see cref="Gate"/>.</summary>
    public int Aborts { get; set; }

    /// <summary>Completes at the next write of the row. Take it before looking at <see cref="Stored"/>.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>Whether nothing waits and no turn is due.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock)
            {
                return !_queued && _inbox.Count == 0;
            }
        }
    }

    public void Publish(StoredInstance stored)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _stored = stored;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.TrySetResult();
    }

    /// <summary>What is in the table is not known any more.</summary>
    public void Forget()
    {
        _stored = null;
        History = null;
        MustResume = true;
    }

    public void Add(InboxItem item)
    {
        lock (_lock)
        {
            _inbox.Add(item);
        }
    }

    /// <summary>What waits now, in order.</summary>
    public IReadOnlyList<InboxItem> Waiting()
    {
        lock (_lock)
        {
            return [.. _inbox];
        }
    }

    /// <summary>The first messages have been taken in for good.</summary>
    public void Remove(IReadOnlyList<InboxItem> first)
    {
        lock (_lock)
        {
            _inbox.RemoveRange(0, first.Count);
        }

        foreach (var item in first)
        {
            item.Row.Release();
        }
    }

    /// <summary>Whether the caller has to queue it: it was not queued.</summary>
    public bool TryQueue()
    {
        lock (_lock)
        {
            return !_queued && (_queued = true);
        }
    }

    /// <summary>A turn is over. Whether it must be queued again, because more has arrived than was <paramref name="seen"/>.</summary>
    public bool MustQueueAgain(int seen)
    {
        lock (_lock)
        {
            return _queued = _inbox.Count > seen;
        }
    }
}
