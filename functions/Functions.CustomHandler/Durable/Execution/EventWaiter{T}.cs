using System.Text.Json;

namespace Functions.CustomHandler.Durable.Execution;

/// <inheritdoc/>
internal sealed class EventWaiter<T>() : EventWaiter(typeof(T))
{
    private readonly TaskCompletionSource<T> _source = new();

    public Task<T> Task => _source.Task;

    public override bool IsWaiting => !_source.Task.IsCompleted;

    public override void Complete(string eventName, string? payload)
    {
        Cancellation.Unregister();
        try
        {
            _source.TrySetResult(DurableJson.Deserialize<T>(payload, $"The payload of event '{eventName}'")!);
        }
        catch (JsonException fault)
        {
            // The sender's mistake is the waiter's to handle; the official SDK would lose the whole turn.
            _source.TrySetException(fault);
        }
    }

    public override void Cancel(CancellationToken token) => _source.TrySetCanceled(token);
}
