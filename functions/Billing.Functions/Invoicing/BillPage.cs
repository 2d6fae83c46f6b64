using Billing.Functions.Hosting;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

namespace Billing.Functions.Invoicing;

/// <summary>Computes and writes the drafts of one page of customers. The result is in the page's row.</summary>
internal sealed class BillPage(PageBiller biller)
{
    [Function(nameof(BillPage))]
    public async Task RunAsync([ActivityTrigger] BillingPageInput input, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Start("bill-page", input.Run);
        await biller.BillAsync(input, cancellationToken);
    }
}
