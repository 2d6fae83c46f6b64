using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Azure;

using Billing.Core.Apps;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>
/// Puts an event off while a service cannot be reached. Left to itself the queue would deliver it ten times within a second and then give it
/// up, and low-code apps never send it again. So the same reference is sent as a new, scheduled message, later each time, and the present one
/// is done with: an outage of hours costs nobody's work. Business key of the send: the present message's id and the number of the deferral.
/// </summary>
internal sealed class AppEventDeferral(IMessageSender sender, LifecycleSettings settings, TimeProvider time, ILogger<AppEventDeferral> logger)
{
    /// <summary>With the default delays two days: longer than any maintenance, short enough that nothing goes round for ever.</summary>
    public const int Most = 300;

    private const int IdLetters = 32;

    /// <summary>The code of a fault that passes by itself; null for one that needs a person.</summary>
    public static string? PassingCode(Exception fault) => fault switch
    {
        LowCodeAppException { IsTransient: true } app => app.Code,
        RequestFailedException { Status: 0 or 408 or 429 or >= 500 } storage => $"storage_{storage.Status}",
        DurableClientException engine => engine.Code,
        IOException => "rows_contended",
        _ => null,
    };

    /// <returns>False when it was put off too often: it ends as a dead letter.</returns>
    /// <exception cref="IOException">The queue does not take it: the present message stays, and is delivered again.</exception>
    public async Task<bool> TryDeferAsync(AppEventMessage message, string messageId, string code, CancellationToken cancellationToken)
    {
        var number = Math.Max(message.Deferrals ?? 0, 0) + 1;
        if (number > Most)
        {
            return false;
        }

        var at = time.GetUtcNow() + settings.DelayAfter(number - 1);
        await sender.SendAsync(AppEventMessage.Queue, IdOf(messageId, number), (message with { Deferrals = number }).ToJson(), at, cancellationToken);
        logger.Deferred(message.Id, $"{message.App}-{message.RecordId}", code, number, at);
        return true;
    }

    // Not the event's id: within its window the queue drops what has the id of a message that it has seen.
    private static string IdOf(string messageId, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"later-{number}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)))[..IdLetters]}");
}
