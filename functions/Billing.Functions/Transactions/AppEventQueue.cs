using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>Takes references from <c>app-events</c>: reads the record, writes the commands, sets the transaction's orchestration going.</summary>
internal sealed class AppEventQueue(AppEventIntake intake, LifecycleStarter starter)
{
    [Function("AppEventQueue")]
    public async Task RunAsync(
        [ServiceBusTrigger(AppEventMessage.Queue, Connection = "Bus")] string message,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var appEvent = AppEventMessage.Parse(message);
        using var span = Telemetry.Start("app-event", $"{appEvent.App}-{appEvent.RecordId}");
        if (await intake.TakeAsync(appEvent, cancellationToken) is { } work)
        {
            await starter.EnsureRunningAsync(client, work, cancellationToken);
        }
    }
}
