using System.Globalization;
using System.Text.Json;
using Billing.Functions.Transactions;

using Functions.CustomHandler;

namespace Billing.Functions.DeadLetters;

/// <summary>Copies what failed for good, with its reason, to where people find it and can send it again.</summary>
internal sealed class DeadLetterQueue(DeadLetterKeeper keeper)
{
    [Function("DeadLetterQueue")]
    public async Task RunAsync(
        [ServiceBusTrigger(AppEventMessage.Queue + "/$DeadLetterQueue", Connection = "Bus")] string message,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        _ = int.TryParse(context.BindingText("DeliveryCount"), NumberStyles.None, CultureInfo.InvariantCulture, out var deliveries);
        await keeper.KeepAsync(
            context.BindingText("MessageId") ?? message,
            message,
            Property(context, "DeadLetterReason"),
            Property(context, "DeadLetterErrorDescription"),
            deliveries,
            cancellationToken);
    }

    // Why a message died is an application property of it (functions-custom-handler §6.4).
    private static string? Property(FunctionContext context, string name) =>
        context.BindingData.TryGetValue("ApplicationProperties", out var properties) && properties.ValueKind == JsonValueKind.Object
        && properties.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
