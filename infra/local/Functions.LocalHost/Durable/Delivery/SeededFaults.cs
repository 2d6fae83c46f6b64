using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>
/// Faults by chance, the same for the same seed and order of calls: one message in four comes twice, batches come shuffled within
/// what the protocol lets happen (results and timers; events of one instance keep their order), one answer in eight is lost.
/// </summary>
internal sealed class SeededFaults(int seed) : IEngineFaults
{
    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);

    public IReadOnlyList<InboxMessage> Deliver(IReadOnlyList<InboxMessage> messages)
    {
        lock (_lock)
        {
            var answers = messages.Where(IsAnswer).SelectMany(message => _random.Next(4) == 0 ? [message, message.Clone()] : new[] { message }).ToArray();
            _random.Shuffle(answers);
            return [.. messages.Where(message => !IsAnswer(message)), .. answers];
        }
    }

    public bool LosesAnswer(string instanceId)
    {
        lock (_lock)
        {
            return _random.Next(8) == 0;
        }
    }

    private static bool IsAnswer(InboxMessage message) => message.ExecutionId.Length > 0;
}
