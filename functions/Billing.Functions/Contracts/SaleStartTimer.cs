using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Contracts;

using Functions.CustomHandler;

namespace Billing.Functions.Contracts;

/// <summary>
/// B18: writes down hourly which basic contracts have become 販売中. Whoever reads one decides by its date anyway, so that a run that was missed, late or
/// repeated changes nothing.
/// </summary>
internal sealed class SaleStartTimer(ContractStore store, ScheduledSales sales, UlidGenerator ulids, TimeProvider time)
{
    private const string Who = "timer:SaleStartTimer";

    [Function("SaleStartTimer")]
    public async Task RunAsync([TimerTrigger("0 1 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        _ = timer; // a run that is past due does the same
        var today = TokyoTime.DateOf(time.GetUtcNow());
        await foreach (var sale in sales.DueAsync(today, cancellationToken))
        {
            if (await SettleAsync(sale.Value, today, cancellationToken))
            {
                await sales.DropAsync(sale, cancellationToken);
            }
        }
    }

    /// <summary>False when somebody wrote in between: the next run looks again.</summary>
    private async Task<bool> SettleAsync(ScheduledSale sale, DateOnly today, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(sale.Customer, sale.Contract, cancellationToken) is not { } former || BasicContractRules.Settle(former.Value, today) is not { } settled)
        {
            return true;
        }

        var version = ulids.Next().ToString();
        var audit = new AuditEntry(former.Row, "sale_started", ["status", "statusJa"], Who, time.GetUtcNow());
        return await store.Table.WriteAsync(
            ContractRows.Partition(sale.Customer), version, [DocumentWrite.Replace(former, settled), audit.ToWrite(version)], cancellationToken);
    }
}
