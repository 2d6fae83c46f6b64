using System.Text;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.ServiceBus;

/// <summary>A delivery as the trigger hands it to its function: value and binding data in the order of the real host (functions-custom-handler §6.4).</summary>
internal static class TriggerMessage
{
    public static AppInvocation For(FunctionDefinition function, Delivery delivery)
    {
        var message = delivery.Message;
        return new AppInvocation
        {
            FunctionName = function.Name,
            TriggerValue = function.Trigger.Text("dataType") == "binary" ? new WireValue.Bytes(message.Body) : new WireValue.Text(Encoding.UTF8.GetString(message.Body.Span)),
            Metadata =
            [
                new("MessageReceiver", WireValue.Nothing),
                new("MessageSession", WireValue.Nothing),
                new("DeliveryCount", new WireValue.Integer(delivery.DeliveryCount)),
                new("DeadLetterSource", WireValue.From(message.DeadLetterSource)),
                new("LockToken", new WireValue.Text(LockToken(delivery))),
                new("ExpiresAtUtc", new WireValue.Date(message.ExpiresAt.UtcDateTime)),
                new("ExpiresAt", new WireValue.Instant(message.ExpiresAt)),
                new("EnqueuedTimeUtc", new WireValue.Date(message.EnqueuedAt.UtcDateTime)),
                new("EnqueuedTime", new WireValue.Instant(message.EnqueuedAt)),
                new("MessageId", new WireValue.Text(message.MessageId)),
                new("ContentType", WireValue.From(message.ContentType)),
                new("ReplyTo", WireValue.From(message.ReplyTo)),
                new("SequenceNumber", new WireValue.Integer(delivery.Queued.SequenceNumber)),
                new("To", WireValue.From(message.To)),
                new("Subject", WireValue.From(message.Subject)),
                new("Label", WireValue.From(message.Subject)),
                new("CorrelationId", WireValue.From(message.CorrelationId)),
                new("ApplicationProperties", new WireValue.Raw(message.ApplicationProperties)),
                new("SessionId", WireValue.Nothing),
                new("ReplyToSessionId", WireValue.Nothing),
                new("PartitionKey", WireValue.From(message.PartitionKey)),
                new("TransactionPartitionKey", WireValue.Nothing),
            ],
        };
    }

    // New for each delivery, without a source of chance: sequence number and delivery tell one from another.
    private static string LockToken(Delivery delivery) =>
        new Guid((int)delivery.Queued.SequenceNumber, (short)(delivery.Queued.SequenceNumber >> 32), (short)delivery.LockEpoch, 0x80, 0, 0, 0, 0, 0, 0, 1).ToString("D");
}
