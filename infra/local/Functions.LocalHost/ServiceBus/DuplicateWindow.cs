namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// The message ids of the last so many minutes, and at most so many of them: beyond that the oldest are forgotten, and a repeat of theirs is a new
/// message. Without length, every message is new. Not safe for several threads.
/// </summary>
internal sealed class DuplicateWindow(TimeSpan length, int most = DuplicateWindow.MostIds)
{
    /// <summary>More than arrives within ten minutes at the pace of a table service on one machine.</summary>
    public const int MostIds = 1_000_000;

    private readonly Dictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private readonly Queue<(string Id, DateTimeOffset At)> _order = new();

    public TimeSpan Length { get; } = length;

    public bool Contains(string messageId) => _seen.ContainsKey(messageId);

    /// <summary>Whether duplicates are told at all.</summary>
    public bool IsOn => Length > TimeSpan.Zero;

    public void Add(string messageId, DateTimeOffset at)
    {
        if (!IsOn)
        {
            return;
        }

        _seen[messageId] = at;
        _order.Enqueue((messageId, at));
        if (_order.Count > most)
        {
            DropOldest();
        }
    }

    /// <summary>Drops what is older than the window.</summary>
    public void Forget(DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && oldest.At + Length <= now)
        {
            DropOldest();
        }
    }

    private void DropOldest()
    {
        var oldest = _order.Dequeue();
        if (_seen.TryGetValue(oldest.Id, out var at) && at == oldest.At)
        {
            _seen.Remove(oldest.Id);
        }
    }
}
