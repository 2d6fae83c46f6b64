using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>Confirms the drafts of one page of customers, and makes their open items.</summary>
internal sealed class ConfirmPage(PageConfirmer confirmer)
{
    [Function(nameof(ConfirmPage))]
    public async Task RunAsync([ActivityTrigger] BillingPageInput input, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("confirm-page", input.Run);
        await confirmer.ConfirmAsync(input, cancellationToken);
    }
}
