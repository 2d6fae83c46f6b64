using System.Threading.Channels;

using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>The instances that are due for a turn, each at most once at any time; a queued one stays rented.</summary>
internal sealed class TurnQueue(InstanceCache cache, TimerQueue timers)
{
    private readonly Channel<Instance> _due = Channel.CreateUnbounded<Instance>();

    public IAsyncEnumerable<Instance> ReadAllAsync(CancellationToken cancellationToken) => _due.Reader.ReadAllAsync(cancellationToken);

    /// <summary>A message for an instance has been stored.</summary>
    public void Deliver(InboxItem item)
    {
        var instance = cache.Rent(item.Message.InstanceId);
        instance.Add(item);
        Queue(instance);
        cache.Return(instance);
    }

    public void Queue(Instance instance)
    {
        if (instance.TryQueue())
        {
            cache.Rent(instance.Id);
            _due.Writer.TryWrite(instance);
        }
    }

    /// <summary>At its time, or now.</summary>
    public void QueueAt(Instance instance, DateTimeOffset? due)
    {
        if (due is not { } later)
        {
            Queue(instance);
            return;
        }

        var id = instance.Id;
        timers.Set(later, () =>
        {
            var found = cache.Rent(id);
            Queue(found);
            cache.Return(found);
        });
    }

    /// <summary>A worker is done with it, having seen so many messages that are still there.</summary>
    public void Done(Instance instance, int seen)
    {
        if (instance.MustQueueAgain(seen))
        {
            _due.Writer.TryWrite(instance);
            return;
        }

        cache.Return(instance);
    }

    /// <summary>A worker gives up for now: the turn is tried again later. It stays queued.</summary>
    public void Again(Instance instance, DateTimeOffset due) => timers.Set(due, () => _due.Writer.TryWrite(instance));
}
