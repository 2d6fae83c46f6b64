namespace Functions.LocalHost.Durable.Client;

/// <summary>The task hub refuses a request.</summary>
internal sealed class TaskHubException(HubFault fault, string message) : Exception(message)
{
    public HubFault Fault { get; } = fault;
}
