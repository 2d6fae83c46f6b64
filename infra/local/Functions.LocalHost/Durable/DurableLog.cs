namespace Functions.LocalHost.Durable;

/// <summary>What the durable engine says; event ids 500 to 519.</summary>
internal static partial class DurableLog
{
    [LoggerMessage(500, LogLevel.Information, "The durable engine serves {Address} for task hub {Hub}: {Active} active instances, {Messages} messages waiting.")]
    public static partial void Started(ILogger log, Uri address, string hub, int active, int messages);

    [LoggerMessage(501, LogLevel.Warning, "Storing durable messages failed and is tried again.")]
    public static partial void InboxFailed(ILogger log, Exception failure);

    [LoggerMessage(502, LogLevel.Warning, "A turn of {InstanceId} ({Name}) was aborted and is repeated in {Pause}: {Reason}")]
    public static partial void TurnAborted(ILogger log, string instanceId, string name, TimeSpan pause, string reason);

    [LoggerMessage(503, LogLevel.Error, "Orchestration {InstanceId} ({Name}) failed for good, as on the real host: {Reason}")]
    public static partial void TurnBroken(ILogger log, string instanceId, string name, string reason);

    [LoggerMessage(504, LogLevel.Warning, "Storing the state of {InstanceId} failed; it is read again in {Pause}.")]
    public static partial void CommitFailed(ILogger log, Exception failure, string instanceId, TimeSpan pause);

    [LoggerMessage(505, LogLevel.Information, "Orchestration {InstanceId} ({Name}) ended: {Status}.")]
    public static partial void Ended(ILogger log, string instanceId, string name, string status);

    [LoggerMessage(506, LogLevel.Warning, "Activity {Name} of {InstanceId} did not answer ({Reason}) and is delivered again.")]
    public static partial void ActivityRepeated(ILogger log, string name, string instanceId, string reason);

    [LoggerMessage(507, LogLevel.Warning, "Activity {Name} of {InstanceId} failed: {Reason}")]
    public static partial void ActivityFailed(ILogger log, string name, string instanceId, string reason);

    [LoggerMessage(508, LogLevel.Error, "The durable engine met a fault of its own in {Place}.")]
    public static partial void Fault(ILogger log, Exception failure, string place);

    [LoggerMessage(510, LogLevel.Error, "The durable engine met a fault of its own in a turn of {InstanceId}, which is repeated in {Pause}.")]
    public static partial void TurnFault(ILogger log, Exception failure, string instanceId, TimeSpan pause);

    [LoggerMessage(511, LogLevel.Error, "The durable engine met a fault of its own in activity {Name} of {InstanceId}, which is delivered again.")]
    public static partial void ActivityFault(ILogger log, Exception failure, string name, string instanceId);

    [LoggerMessage(509, LogLevel.Warning, "The durable engine runs with faults on purpose, seed {Seed}.")]
    public static partial void FaultsOnPurpose(ILogger log, int seed);
}
