namespace Billing.Adapters.ServiceBus;

/// <summary>
/// The way to one queue. A message that finds a free call goes at once and alone; those that come in while all calls are under way wait and
/// then share the next one. Nobody waits for company, and many senders pay for few calls.
/// </summary>
/// <param name="address">Where the queue takes messages.</param>
/// <param name="deliver">Sends messages, all or none; throws when they were not accepted for certain.</param>
internal sealed class SendLane(Uri address, Func<Uri, IReadOnlyList<OutgoingMessage>, Task> deliver)
{
    /// <summary>Calls under way at once.</summary>
    public const int MaxCalls = 4;

    /// <summary>Messages of one call. The service bounds the bytes, see <see cref="MaxBatchBytes"/>.</summary>
    public const int MaxBatch = 100;

    /// <summary>Bodies and their JSON must stay below the service's 256 KiB: the worst body doubles in size, and each message has properties.</summary>
    public const int MaxBatchBytes = 96 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<Waiting> _waiting = new();
    private int _calls;

    public Task SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(message, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        IReadOnlyList<Waiting>? batch;
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
            batch = Take();
        }

        if (batch is not null)
        {
            _ = CarryAsync(batch);
        }

        return waiting.Sent.Task.WaitAsync(cancellationToken);
    }

    private async Task CarryAsync(IReadOnlyList<Waiting>? batch)
    {
        while (batch is not null)
        {
            await SendAsync(batch);
            lock (_gate)
            {
                _calls--;
                batch = Take();
            }
        }
    }

    // Under the lock.
    private List<Waiting>? Take()
    {
        if (_calls == MaxCalls || _waiting.Count == 0)
        {
            return null;
        }

        _calls++;
        var (batch, bytes) = (new List<Waiting>(), 0);
        while (batch.Count < MaxBatch && _waiting.TryPeek(out var next) && (batch.Count == 0 || bytes + next.Message.Size <= MaxBatchBytes))
        {
            bytes += next.Message.Size;
            batch.Add(_waiting.Dequeue());
        }

        return batch;
    }

    private async Task SendAsync(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await deliver(address, [.. batch.Select(each => each.Message)]);
            foreach (var each in batch)
            {
                each.Sent.TrySetResult();
            }
        }
        catch (MessageNotAcceptedException refused) when (!refused.IsTransient && batch.Count > 1)
        {
            // One of them is refused for good, and it is not said which: each by itself.
            foreach (var each in batch)
            {
                await SendAsync([each]);
            }
        }
        catch (Exception failure)
        {
            // Whatever it is, it is the answer to those who wait; the lane goes on.
            foreach (var each in batch)
            {
                each.Sent.TrySetException(failure);
            }
        }
    }

    private sealed record Waiting(OutgoingMessage Message, TaskCompletionSource Sent);
}
