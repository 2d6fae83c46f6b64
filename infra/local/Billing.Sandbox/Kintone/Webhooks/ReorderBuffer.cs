namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>Holds notifications until a group is complete, or the wait is over, and lets them go last first.</summary>
internal sealed class ReorderBuffer(int group, TimeSpan wait, TimeProvider time, Action<IReadOnlyList<PreparedDelivery>> release)
{
    private readonly Lock _gate = new();
    private readonly List<PreparedDelivery> _held = [];
    private ITimer? _timer;

    public void Add(PreparedDelivery delivery)
    {
        lock (_gate)
        {
            _held.Add(delivery);
            _timer ??= time.CreateTimer(_ => Release(), null, wait, Timeout.InfiniteTimeSpan);
            if (_held.Count >= group)
            {
                Release();
            }
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _timer?.Dispose();
            _timer = null;
            if (_held.Count > 0)
            {
                release([.. Enumerable.Reverse(_held)]);
                _held.Clear();
            }
        }
    }
}
