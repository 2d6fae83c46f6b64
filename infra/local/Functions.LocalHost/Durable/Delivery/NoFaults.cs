using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>Everything is delivered once and in order.</summary>
internal sealed class NoFaults : IEngineFaults
{
    public IReadOnlyList<InboxMessage> Deliver(IReadOnlyList<InboxMessage> messages) => messages;

    public bool LosesAnswer(string instanceId) => false;
}
