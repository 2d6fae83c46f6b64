using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>What may go wrong on purpose: only tests, and only with test hooks allowed, have one that does anything.</summary>
internal interface IEngineFaults
{
    /// <summary>The messages as they are to be delivered: repeated, or in another order.</summary>
    IReadOnlyList<InboxMessage> Deliver(IReadOnlyList<InboxMessage> messages);

    /// <summary>Whether the answer to a turn is lost after the app gave it, so that the turn is repeated.</summary>
    bool LosesAnswer(string instanceId);
}
