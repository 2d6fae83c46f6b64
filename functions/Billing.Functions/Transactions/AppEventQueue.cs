using Billing.Core.Apps;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.DeadLetters;
using Billing.Functions.Hosting;
using Billing.Functions.Invoicing;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Transactions;

/// <summary>
/// Takes references from <c>app-events</c>: reads the record, writes the commands, sets the transaction's orchestration going. What cannot be
/// done now is put off; what never can is kept as a dead letter with its reason. Anything unforeseen is left to the queue's own deliveries.
/// </summary>
internal sealed class AppEventQueue(
    AppEventIntake intake, LifecycleStarter starter, BillingRunStarter runs, AppEventDeferral deferral, DeadLetterKeeper deadLetters, ILogger<AppEventQueue> logger)
{
    [Function("AppEventQueue")]
    public async Task RunAsync(
        [ServiceBusTrigger(AppEventMessage.Queue, Connection = "Bus")] string message,
        FunctionContext context,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var appEvent = AppEventMessage.Parse(message);
        if (appEvent.Type == AppEventMessage.BillingRun)
        {
            await StartRunAsync(appEvent, client, cancellationToken);
            return;
        }

        var messageId = context.BindingText("MessageId") ?? message;
        using var span = Telemetry.Start("app-event", $"{appEvent.App}-{appEvent.RecordId}");
        try
        {
            await TakeAsync(appEvent, client, cancellationToken);
        }
        catch (LowCodeAppException fault) when (!fault.IsTransient)
        {
            await GiveUpAsync(appEvent, messageId, fault.Code, "The app refuses to give the record.", cancellationToken);
        }
        catch (Exception fault) when (AppEventDeferral.PassingCode(fault) is not null)
        {
            var code = AppEventDeferral.PassingCode(fault)!;
            if (!await deferral.TryDeferAsync(appEvent, messageId, code, cancellationToken))
            {
                await GiveUpAsync(appEvent, messageId, code, $"Put off {AppEventDeferral.Most} times.", cancellationToken);
            }
        }
    }

    // The row holds what is to be done; a message that is lost or doubled changes nothing.
    private Task StartRunAsync(AppEventMessage appEvent, DurableTaskClient client, CancellationToken cancellationToken) => RunId.TryParse(appEvent.RecordId, out var run)
        ? runs.EnsureRunningAsync(client, run, cancellationToken)
        : throw new InvalidDataException("A message of app-events names no billing run.");

    private async Task TakeAsync(AppEventMessage appEvent, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await intake.TakeAsync(appEvent, cancellationToken) is { } work)
        {
            await starter.EnsureRunningAsync(client, work, cancellationToken);
        }
    }

    // Kept as it was first sent, so that a replay is put off as patiently as the first time.
    private async Task GiveUpAsync(AppEventMessage appEvent, string messageId, string code, string why, CancellationToken cancellationToken)
    {
        await deadLetters.KeepAsync(messageId, (appEvent with { Deferrals = null }).ToJson(), code, why, deliveries: 1, cancellationToken);
        logger.EventRefused(appEvent.Id, $"{appEvent.App}-{appEvent.RecordId}", code);
    }
}
