namespace Functions.CustomHandler.Durable;

/// <summary>The states of an instance, numbered as on the wire (durable-protocol §7.1).</summary>
public enum OrchestrationRuntimeStatus
{
    Running = 0,
    Completed = 1,
    ContinuedAsNew = 2,
    Failed = 3,
    Canceled = 4,
    Terminated = 5,
    Pending = 6,
    Suspended = 7,
}
