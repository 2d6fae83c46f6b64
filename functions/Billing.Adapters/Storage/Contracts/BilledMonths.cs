using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;

namespace Billing.Adapters.Storage.Contracts;

/// <summary>Up to which service month a contract is billed, by its ledger.</summary>
public sealed class BilledMonths(DocumentTables tables)
{
    /// <summary>The last service month whose monthly fee was billed, also when it was given back since; null when none was.</summary>
    public async Task<BillingMonth?> ThroughAsync(CustomerId customer, ContractId contract, CancellationToken cancellationToken)
    {
        await foreach (var page in tables.Billing.ScanAsync<LedgerPage>(customer.Value, BillingRows.LedgerPrefix, cancellationToken))
        {
            if (page.Value.Ledgers.FirstOrDefault(ledger => ledger.Contract == contract) is { } found)
            {
                // Sorted by month within a kind of fee.
                return LedgerPacking.Unpack(found).Entries.Where(entry => entry.Key.Kind == FeeKind.Monthly).Select(entry => (BillingMonth?)entry.Key.Service).LastOrDefault();
            }
        }

        return null;
    }
}
