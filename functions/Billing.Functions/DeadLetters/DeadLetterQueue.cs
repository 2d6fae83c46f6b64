using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Transactions;

using Functions.CustomHandler;

namespace Billing.Functions.DeadLetters;

/// <summary>Copies what failed for good, with its reason, to where people find it and can send it again.</summary>
internal sealed class DeadLetterQueue(IDeadLetterStore store, TimeProvider time, ILogger<DeadLetterQueue> logger)
{
    private const int LongestText = 1000;

    [Function("DeadLetterQueue")]
    public async Task RunAsync(
        [ServiceBusTrigger(AppEventMessage.Queue + "/$DeadLetterQueue", Connection = "Bus")] string message,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var messageId = context.BindingText("MessageId") ?? message;
        var reason = Cut(Property(context, "DeadLetterReason")) ?? "unknown";
        var letter = new DeadLetter(
            IdOf(messageId),
            AppEventMessage.Queue,
            message,
            reason,
            Cut(Property(context, "DeadLetterErrorDescription")),
            int.TryParse(context.BindingText("DeliveryCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var deliveries) ? deliveries : 0,
            time.GetUtcNow());
        await store.KeepAsync(letter, cancellationToken);
        logger.Kept(letter.Id, letter.Source, letter.Reason);
    }

    // From queue and message id, so that a repeated delivery is one dead letter.
    private static string IdOf(string messageId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AppEventMessage.Queue}\n{messageId}")))[..32];

    // Why a message died is an application property of it (functions-custom-handler §6.4).
    private static string? Property(FunctionContext context, string name) =>
        context.BindingData.TryGetValue("ApplicationProperties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string? Cut(string? text) => string.IsNullOrEmpty(text) ? null : text.Length <= LongestText ? text : text[..LongestText];
}
