namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// One queue: peek-lock with renewal, delivery count, schedule, time to live, duplicate detection by message id. What it acknowledges is in the
/// journal before; a settlement follows it there, so that a crash between delivers again (at least once, as the real service does).
/// </summary>
internal sealed class MessageQueue : IAsyncDisposable
{
    /// <summary>As many as this process can hold, dead letters included; more are refused (<see cref="QueueFullException"/>).</summary>
    public const int MaxMessages = 1_000_000;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly PriorityQueue<QueuedMessage, long> _ready = new();
    private readonly PriorityQueue<QueuedMessage, DateTimeOffset> _scheduled = new();
    private readonly QueueJournal _journal;
    private readonly TimeProvider _time;
    private readonly TimeSpan _lockFor;
    private readonly int _most;
    private readonly ITimer _alarm;
    private int _count;
    private int _disposed;
    private bool _isClosed;

    /// <param name="name">The queue's name.</param>
    /// <param name="journal">Its journal.</param>
    /// <param name="lockFor">How long a delivery may take, renewals included, before the message is delivered again.</param>
    /// <param name="time">The clock.</param>
    /// <param name="deadLetters">Where its messages go that cannot be handled; null for a queue of dead letters.</param>
    /// <param name="most">How many messages it may hold, dead letters included.</param>
    public MessageQueue(string name, QueueJournal journal, TimeSpan lockFor, TimeProvider time, MessageQueue? deadLetters = null, int most = MaxMessages)
    {
        (Name, DeadLetters) = (name, deadLetters);
        (_journal, _lockFor, _time, _most) = (journal, lockFor, time, most);
        _alarm = time.CreateTimer(_ => ReleaseDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public MessageQueue? DeadLetters { get; }

    /// <summary>Messages that are not settled: ready, scheduled or being delivered.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes up what the journal holds. Called once, before anything else.</summary>
    public async Task RecoverAsync(CancellationToken cancellationToken)
    {
        foreach (var message in await _journal.RecoverAsync(cancellationToken))
        {
            Enqueue(message);
        }

        _journal.Start(Enqueue);
    }

    /// <summary>Completes when the message is kept. False when a message of that id was accepted within the duplicate-detection window: nothing is added.</summary>
    /// <exception cref="QueueFullException">It holds as many as it may.</exception>
    public Task<bool> SendAsync(BusMessage message) =>
        Count + (DeadLetters?.Count ?? 0) < _most ? _journal.AppendAsync(message) : throw new QueueFullException(Name, _most);

    /// <summary>
    /// Takes over a message from the queue whose dead letters are kept here. Never refused for want of room, for both share it: a message that
    /// could not leave its queue would be delivered again and again.
    /// </summary>
    public Task<bool> TakeOverAsync(BusMessage message) => _journal.AppendAsync(message);

    /// <summary>The next message, locked for the caller.</summary>
    public async Task<Delivery> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _available.WaitAsync(cancellationToken);
            if (TakeReady() is { } delivery)
            {
                return delivery;
            }
        }
    }

    /// <summary>Done with it. False when the lock was lost: it is being delivered again.</summary>
    public bool Complete(Delivery delivery) => Settle(delivery, final: true, failed: false);

    /// <summary>Gives it back, to be delivered again at once with a higher delivery count.</summary>
    public bool Abandon(Delivery delivery) => Settle(delivery, final: false, failed: true);

    /// <summary>Gives it back as if it had not been delivered: the host stops.</summary>
    public bool Release(Delivery delivery) => Settle(delivery, final: false, failed: false);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        lock (_gate)
        {
            _isClosed = true;
        }

        await _alarm.DisposeAsync();
        await _journal.DisposeAsync();
        _available.Dispose();
    }

    private void Enqueue(QueuedMessage message)
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _count);
            if (message.Message.ScheduledFor is { } at && at > _time.GetUtcNow())
            {
                _scheduled.Enqueue(message, at);
                SetAlarm();
                return;
            }

            MakeReady(message);
        }
    }

    private void MakeReady(QueuedMessage message)
    {
        if (!_isClosed)
        {
            _ready.Enqueue(message, message.SequenceNumber);
            _available.Release();
        }
    }

    private void ReleaseDue()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_scheduled.TryPeek(out var message, out var at) && at <= now)
            {
                _scheduled.Dequeue();
                MakeReady(message);
            }

            SetAlarm();
        }
    }

    private void SetAlarm()
    {
        if (_scheduled.TryPeek(out _, out var at))
        {
            var wait = at - _time.GetUtcNow();
            _alarm.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : Min(wait, TimeSpan.FromDays(1)), Timeout.InfiniteTimeSpan);
        }
    }

    private Delivery? TakeReady()
    {
        lock (_gate)
        {
            if (!_ready.TryDequeue(out var message, out _))
            {
                return null;
            }

            var now = _time.GetUtcNow();
            if (message.Message.ExpiresAt <= now)
            {
                Finish(message);
                return null;
            }

            message.IsLocked = true;
            var epoch = ++message.LockEpoch;
            var lost = _time.CreateTimer(_ => LoseLock(message, epoch), null, _lockFor, Timeout.InfiniteTimeSpan);
            return new Delivery(message, epoch, message.FailedDeliveries + 1, lost);
        }
    }

    private void LoseLock(QueuedMessage message, int epoch)
    {
        lock (_gate)
        {
            // A delivery that the stop cut off was never settled; its lock runs out minutes after this queue has been let go of.
            if (!_isClosed && message.IsLocked && message.LockEpoch == epoch)
            {
                GiveBack(message, failed: true);
            }
        }
    }

    private bool Settle(Delivery delivery, bool final, bool failed)
    {
        delivery.LockTimer.Dispose();
        lock (_gate)
        {
            var message = delivery.Queued;
            if (!message.IsLocked || message.LockEpoch != delivery.LockEpoch)
            {
                return false;
            }

            if (final)
            {
                Finish(message);
            }
            else
            {
                GiveBack(message, failed);
            }

            return true;
        }
    }

    private void GiveBack(QueuedMessage message, bool failed)
    {
        message.IsLocked = false;
        if (failed)
        {
            message.FailedDeliveries++;
            _journal.Settle(message, isFinal: false);
        }

        MakeReady(message);
    }

    private void Finish(QueuedMessage message)
    {
        message.IsLocked = false;
        message.IsSettled = true;
        Interlocked.Decrement(ref _count);
        _journal.Settle(message, isFinal: true);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}

/// <summary>A locked message.</summary>
/// <param name="DeliveryCount">From 1.</param>
internal sealed record Delivery(QueuedMessage Queued, int LockEpoch, int DeliveryCount, ITimer LockTimer)
{
    public BusMessage Message => Queued.Message;
}
