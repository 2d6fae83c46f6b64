namespace Functions.LocalHost.ServiceBus;

/// <summary>The queue and its dead letters hold as much as they may together.</summary>
internal sealed class QueueFullException(string queue, int limit)
    : Exception($"The queue '{queue}' and its dead letters hold {limit} messages, as many as they may.");
