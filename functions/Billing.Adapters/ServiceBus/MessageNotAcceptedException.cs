using System.Net;

namespace Billing.Adapters.ServiceBus;

/// <summary>
/// A message was not accepted for certain. Sending it again under the same id is safe: the queue drops repeats.
/// </summary>
/// <param name="queue">Where it was sent.</param>
/// <param name="status">The last answer; null when there was none.</param>
/// <param name="inner">Why there was no answer.</param>
internal sealed class MessageNotAcceptedException(string queue, HttpStatusCode? status, Exception? inner = null)
    : IOException($"Queue '{queue}' did not accept the message: {(status is { } code ? $"status {(int)code}" : "no answer")}.", inner)
{
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Whether trying later can help without a change of settings.</summary>
    public bool IsTransient { get; } = status is null or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= (HttpStatusCode)500;
}
