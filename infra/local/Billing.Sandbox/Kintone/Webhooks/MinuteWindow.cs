namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>Counts what left in the last 60 seconds. Not thread-safe: its owner locks.</summary>
internal sealed class MinuteWindow
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private readonly Queue<DateTimeOffset> _left = new();

    /// <summary>Takes one place at <paramref name="now"/>, or says that all <paramref name="limit"/> are taken.</summary>
    public bool TryTake(DateTimeOffset now, int limit)
    {
        while (_left.TryPeek(out var first) && now - first >= Length)
        {
            _left.Dequeue();
        }

        if (_left.Count >= limit)
        {
            return false;
        }

        _left.Enqueue(now);
        return true;
    }

    public void Clear() => _left.Clear();
}
