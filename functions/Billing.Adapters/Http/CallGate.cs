namespace Billing.Adapters.Http;

/// <summary>
/// Lets calls to one service through: at most so many at once, at most so many a second, first come first served.
/// The number at once falls by half when the service says "too many" and rises by one after as many successes; while the
/// service itself is nearly full of other people's requests, only one passes at a time (kintone §3.3: stop early above 80).
/// </summary>
internal sealed class CallGate(ServiceLimits limits, TimeProvider time)
{
    /// <summary>[A] kintone §3.3.</summary>
    private const int NearlyFull = 80;

    private static readonly TimeSpan CongestionMemory = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = new();
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / limits.RequestsPerSecond;
    private int _limit = limits.Concurrency;
    private int _running;
    private int _successes;
    private DateTimeOffset _nextAt = DateTimeOffset.MinValue;
    private DateTimeOffset _congestedUntil = DateTimeOffset.MinValue;

    /// <summary>How many may run now.</summary>
    public int Limit
    {
        get
        {
            lock (_lock)
            {
                return EffectiveLimit();
            }
        }
    }

    /// <summary>Waits for a turn. Null when too many wait already.</summary>
    public async Task<Pass?> EnterAsync(CancellationToken cancellationToken)
    {
        if (!await TakeTurnAsync(cancellationToken))
        {
            return null;
        }

        try
        {
            var wait = TakeSlot();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Leave();
            throw;
        }

        return new Pass(this);
    }

    /// <summary>Learns from a reply how full the service is.</summary>
    public void Observe(HttpReply reply)
    {
        lock (_lock)
        {
            if (reply.Running > NearlyFull)
            {
                _congestedUntil = time.GetUtcNow() + CongestionMemory;
            }

            if (reply.Status == 429)
            {
                _limit = Math.Max(1, _limit / 2);
                _successes = 0;
            }
            else if (reply.IsSuccess && _limit < limits.Concurrency && ++_successes >= _limit)
            {
                _limit++;
                _successes = 0;
            }
        }
    }

    private async Task<bool> TakeTurnAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource> node;
        lock (_lock)
        {
            if (_running < EffectiveLimit() && _waiting.Count == 0)
            {
                _running++;
                return true;
            }

            if (_waiting.Count >= limits.QueueLength)
            {
                return false;
            }

            node = _waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using var registration = cancellationToken.Register(() => GiveUp(node, cancellationToken));
        await node.Value.Task;
        return true;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource> node, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // A node that has left the list has got its turn; the caller gives it back when its own token throws.
            if (node.List is not null)
            {
                _waiting.Remove(node);
                node.Value.SetCanceled(cancellationToken);
            }
        }
    }

    private TimeSpan TakeSlot()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var at = _nextAt > now ? _nextAt : now;
            _nextAt = at + _interval;
            return at - now;
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _running--;

            // At least one passes when none runs, so whoever waits is woken by whoever leaves.
            while (_waiting.First is { } next && _running < EffectiveLimit())
            {
                _waiting.RemoveFirst();
                _running++;
                next.Value.SetResult();
            }
        }
    }

    private int EffectiveLimit() => time.GetUtcNow() < _congestedUntil ? 1 : _limit;

    /// <summary>A turn; disposing gives it back.</summary>
    internal sealed class Pass(CallGate gate) : IDisposable
    {
        public void Dispose() => gate.Leave();
    }
}
