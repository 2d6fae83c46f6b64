namespace Functions.CustomHandler.Durable.Execution;

/// <summary>One wait for an external event.</summary>
internal abstract class EventWaiter(Type type)
{
    public Type Type { get; } = type;

    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>False once it was cancelled: it keeps its place, and takes an event with it (§8.9).</summary>
    public abstract bool IsWaiting { get; }

    public abstract void Complete(string eventName, string? payload);

    public abstract void Cancel(CancellationToken token);
}
