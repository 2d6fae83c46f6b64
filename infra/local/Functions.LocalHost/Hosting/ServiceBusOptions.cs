namespace Functions.LocalHost.Hosting;

/// <summary>The section <c>serviceBus</c> of localhost.json.</summary>
internal sealed record ServiceBusOptions
{
    /// <summary>Queues that no trigger names; those of the triggers are made anyway.</summary>
    public IReadOnlyList<string> Queues { get; init; } = [];

    /// <summary>Deliveries before a message goes to the dead-letter queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>How long a received message is locked unless renewed.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromSeconds(30);
}
