namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>The last deliveries, and counts of all of them by outcome.</summary>
internal sealed class DeliveryLog
{
    public const int MaxKept = 2000;
    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _last = new();
    private readonly SortedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public void Add(Delivery delivery)
    {
        lock (_gate)
        {
            _counts[delivery.Outcome] = _counts.GetValueOrDefault(delivery.Outcome) + 1;
            _last.Enqueue(delivery);
            if (_last.Count > MaxKept)
            {
                _last.Dequeue();
            }
        }
    }

    public IReadOnlyList<Delivery> Last()
    {
        lock (_gate)
        {
            return [.. _last];
        }
    }

    public IReadOnlyDictionary<string, long> Counts()
    {
        lock (_gate)
        {
            return new Dictionary<string, long>(_counts);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _last.Clear();
            _counts.Clear();
        }
    }
}
