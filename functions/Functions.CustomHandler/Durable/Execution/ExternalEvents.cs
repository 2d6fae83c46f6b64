namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// Waits and events that nobody waited for yet, by name ignoring case (durable-protocol §8.9): buffered events go out first in, first
/// out; of several waiters the newest is served first.
/// </summary>
internal sealed class ExternalEvents
{
    private readonly Dictionary<string, Stack<EventWaiter>> _waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Buffered> _buffers = new(StringComparer.OrdinalIgnoreCase);
    private int _namesBuffered;

    /// <summary>True if an event could let the code go on.</summary>
    public bool HasWaiters => _waiters.Values.Any(stack => stack.Any(waiter => waiter.IsWaiting));

    /// <summary>Takes the oldest buffered event, or waits for the next.</summary>
    /// <exception cref="ArgumentException">Another waiter of the name expects another type.</exception>
    public EventWaiter<T> Wait<T>(string eventName)
    {
        var waiter = new EventWaiter<T>();
        if (_waiters.TryGetValue(eventName, out var stack) && stack.Peek().Type is var type && type != typeof(T))
        {
            throw new ArgumentException($"Event '{eventName}' is already waited for as {type}, not as {typeof(T)}.", nameof(eventName));
        }

        if (TryTake(eventName, out var payload))
        {
            waiter.Complete(eventName, payload);
            return waiter;
        }

        if (stack is null)
        {
            _waiters.Add(eventName, stack = new Stack<EventWaiter>());
        }

        stack.Push(waiter);
        return waiter;
    }

    /// <summary>Hands the event to the newest waiter, or keeps it.</summary>
    public void Raise(string eventName, string? payload)
    {
        if (_waiters.TryGetValue(eventName, out var stack))
        {
            var waiter = stack.Pop();
            if (stack.Count == 0)
            {
                _waiters.Remove(eventName);
            }

            waiter.Complete(eventName, payload);
            return;
        }

        if (!_buffers.TryGetValue(eventName, out var buffer))
        {
            _buffers.Add(eventName, buffer = new Buffered(_namesBuffered++, eventName));
        }

        buffer.Payloads.Enqueue(payload);
    }

    /// <summary>All buffered events, by name in the order in which the names came up.</summary>
    public IReadOnlyList<(string Name, string? Payload)> TakeBuffered()
    {
        var all = _buffers.Values.OrderBy(buffer => buffer.Order)
            .SelectMany(buffer => buffer.Payloads.Select(payload => (buffer.Name, payload)))
            .ToList();
        _buffers.Clear();
        return all;
    }

    /// <summary>Lets go of cancellation tokens that outlive the turn.</summary>
    public void Abandon()
    {
        foreach (var waiter in _waiters.Values.SelectMany(stack => stack))
        {
            waiter.Cancellation.Unregister();
        }
    }

    private bool TryTake(string eventName, out string? payload)
    {
        payload = null;
        if (!_buffers.TryGetValue(eventName, out var buffer))
        {
            return false;
        }

        payload = buffer.Payloads.Dequeue();
        if (buffer.Payloads.Count == 0)
        {
            _buffers.Remove(eventName);
        }

        return true;
    }

    private sealed record Buffered(int Order, string Name)
    {
        public Queue<string?> Payloads { get; } = [];
    }
}
