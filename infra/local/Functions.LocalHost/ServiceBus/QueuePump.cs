using System.Buffers;
using System.Text;
using System.Text.Json;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// Delivers a queue's messages to the function that it triggers, so many at a time. Success completes the message; failure gives it back at once,
/// and after the last delivery it goes to the dead-letter queue.
/// </summary>
internal sealed partial class QueuePump(
    FunctionDefinition function, MessageQueue queue, int maxDeliveries, int concurrency, IAppInvoker invoker, IAppProcess process, TimeProvider time, ILogger logger)
{
    /// <summary>How long a dead process may go unnoticed: what follows waits for the next one.</summary>
    private static readonly TimeSpan CrashPause = TimeSpan.FromMilliseconds(500);

    private const string Reason = "MaxDeliveryCountExceeded";

    /// <summary>Runs until cancelled; returns when the deliveries under way have ended.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => DeliverAsync(stopping), CancellationToken.None)));

    private async Task DeliverAsync(CancellationToken stopping)
    {
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                await TryHandleAsync(await queue.ReceiveAsync(stopping), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopped(logger, function.Name);
        }
    }

    private async Task TryHandleAsync(Delivery delivery, CancellationToken stopping)
    {
        try
        {
            await HandleAsync(delivery, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            queue.Abandon(delivery); // it was delivered, and failed: a message that crashes the app must not begin anew with every recycle
            throw;
        }
        catch (Exception fault)
        {
            // The boundary of a pump: a fault of this host must cost one delivery, not one of the few that deliver.
            LogFault(logger, fault, function.Name, delivery.Message.MessageId);
            await GiveBackAsync(delivery, stopping);
        }
    }

    private async Task HandleAsync(Delivery delivery, CancellationToken stopping)
    {
        var outcome = await invoker.InvokeAsync(TriggerMessage.For(function, delivery), stopping);
        switch (outcome)
        {
            case InvocationOutcome.Succeeded:
                Note(queue.Complete(delivery), delivery);
                break;
            case InvocationOutcome.HostStopping:
                queue.Release(delivery);
                break;
            default:
                LogFailed(logger, function.Name, delivery.Message.MessageId, delivery.DeliveryCount, maxDeliveries);
                await AppIsBackAsync(outcome, stopping);
                await GiveBackAsync(delivery, stopping);
                break;
        }
    }

    // While no app is there, every delivery fails within a millisecond: one crash would use up all of them. The message stays locked meanwhile.
    private async Task AppIsBackAsync(InvocationOutcome outcome, CancellationToken stopping)
    {
        if (outcome is InvocationOutcome.AppLost)
        {
            await Task.Delay(CrashPause, time, stopping);
            await process.WhenReadyAsync(stopping);
        }
    }

    private async Task GiveBackAsync(Delivery delivery, CancellationToken stopping)
    {
        if (queue.DeadLetters is not { } deadLetters || delivery.DeliveryCount < maxDeliveries)
        {
            Note(queue.Abandon(delivery), delivery);
            return;
        }

        try
        {
            await deadLetters.TakeOverAsync(DeadLetter(delivery)).WaitAsync(stopping);
            Note(queue.Complete(delivery), delivery);
            LogDead(logger, delivery.Message.MessageId, queue.Name);
        }
        catch (OperationCanceledException)
        {
            queue.Abandon(delivery); // the host stops, and whether the dead letter was kept is unknown
        }
    }

    private void Note(bool settled, Delivery delivery)
    {
        if (!settled)
        {
            LogLockLost(logger, function.Name, delivery.Message.MessageId);
        }
    }

    private BusMessage DeadLetter(Delivery delivery) => delivery.Message with
    {
        EnqueuedAt = time.GetUtcNow(),
        ScheduledFor = null,
        ExpiresAt = DateTimeOffset.MaxValue,
        DeadLetterSource = queue.Name,
        ApplicationProperties = WithReason(delivery.Message.ApplicationProperties),
    };

    private string WithReason(string properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        using (var document = JsonDocument.Parse(properties))
        {
            json.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject().Where(property => !property.Name.StartsWith("DeadLetter", StringComparison.Ordinal)))
            {
                property.WriteTo(json);
            }

            json.WriteString("DeadLetterReason", Reason);
            json.WriteString("DeadLetterErrorDescription", $"Message could not be consumed after {maxDeliveries} delivery attempts.");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [LoggerMessage(310, LogLevel.Warning, "{Function} failed for message {MessageId}, delivery {Count} of {Max}.")]
    private static partial void LogFailed(ILogger logger, string function, string messageId, int count, int max);

    [LoggerMessage(311, LogLevel.Error, "Message {MessageId} of queue {Queue} went to the dead-letter queue.")]
    private static partial void LogDead(ILogger logger, string messageId, string queue);

    [LoggerMessage(312, LogLevel.Warning, "{Function} ended after the lock of message {MessageId} was lost; it is delivered again.")]
    private static partial void LogLockLost(ILogger logger, string function, string messageId);

    [LoggerMessage(313, LogLevel.Debug, "{Function} gets no more messages: the host stops.")]
    private static partial void LogStopped(ILogger logger, string function);

    [LoggerMessage(314, LogLevel.Error, "The host met a fault of its own when it delivered message {MessageId} to {Function}.")]
    private static partial void LogFault(ILogger logger, Exception fault, string function, string messageId);
}
