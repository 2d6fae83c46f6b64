namespace Functions.LocalHost.Durable.Instances;

/// <summary>
/// The instances in memory, one object for each id at any time. Whoever uses one rents it; those that nobody uses are kept as long as
/// they are few and small, the longest unused go first.
/// </summary>
internal sealed class InstanceCache
{
    private const int MaxIdle = 2000;
    private const long MaxIdleHistory = 64L * 1024 * 1024;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slot> _slots = new(StringComparer.Ordinal);
    private readonly LinkedList<Slot> _idle = [];
    private long _idleHistory;

    /// <summary>How many are in memory.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _slots.Count;
            }
        }
    }

    public Instance Rent(string id)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(id, out var slot))
            {
                slot = new Slot(new Instance(id));
                _slots.Add(id, slot);
            }

            slot.Users++;
            if (slot.Idle is { } node)
            {
                _idle.Remove(node);
                _idleHistory -= slot.HistoryBytes;
                slot.Idle = null;
            }

            return slot.Instance;
        }
    }

    public void Return(Instance instance)
    {
        lock (_lock)
        {
            var slot = _slots[instance.Id];
            if (--slot.Users > 0)
            {
                return;
            }

            if (instance.IsIdle && (instance.Stored?.Record is not { } record || !record.IsActive()) && !instance.MustResume)
            {
                _slots.Remove(instance.Id);
                return;
            }

            slot.HistoryBytes = instance.History?.Length ?? 0;
            _idleHistory += slot.HistoryBytes;
            slot.Idle = _idle.AddLast(slot);
            Trim();
        }
    }

    private void Trim()
    {
        var node = _idle.First;
        while (node is not null && (_idle.Count > MaxIdle || _idleHistory > MaxIdleHistory))
        {
            var next = node.Next;
            // One that waits for something in memory must stay, whoever looks for it finds it by its id.
            if (node.Value.Instance is { IsIdle: true, MustResume: false })
            {
                _idle.Remove(node);
                _idleHistory -= node.Value.HistoryBytes;
                _slots.Remove(node.Value.Instance.Id);
            }

            node = next;
        }
    }

    private sealed class Slot(Instance instance)
    {
        public Instance Instance => instance;

        public int Users { get; set; }

        public long HistoryBytes { get; set; }

        public LinkedListNode<Slot>? Idle { get; set; }
    }
}
