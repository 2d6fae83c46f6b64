namespace Billing.Adapters.ServiceBus;

/// <summary>A message on its way to a queue.</summary>
/// <param name="Id">What the queue tells duplicates by.</param>
/// <param name="Body">JSON.</param>
/// <param name="Size">The body's length in bytes of UTF-8.</param>
/// <param name="EnqueueAt">When it appears in the queue; null = at once.</param>
internal sealed record OutgoingMessage(string Id, string Body, int Size, DateTimeOffset? EnqueueAt);
