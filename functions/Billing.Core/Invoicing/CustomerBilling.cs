using System.Runtime.InteropServices;

using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// B39: 顧客・月ごとの請求書. Computes one customer's documents: the difference of each contract, then one document set per price basis. One rounding per
/// rate and document. Keeps its working memory from customer to customer; one per thread.
/// </summary>
public sealed class CustomerBilling
{
    private readonly ContractDifference _difference = new();

    /// <summary>The same account and context give the same bill, whatever the order of the contracts.</summary>
    /// <exception cref="InvoicingInvariantException">A sum does not agree; nothing of this customer may be written.</exception>
    public CustomerBill Compute(CustomerAccount account, BillingContext context) => Compute(account, context, null, null);

    /// <summary>For a reissue: only these fees, by contract, and with the link to what it replaces.</summary>
    internal CustomerBill Compute(
        CustomerAccount account, BillingContext context, IReadOnlyDictionary<ContractId, IReadOnlySet<FeeKey>>? only, Correction? correction)
    {
        var contracts = Sorted(account);
        List<InvoiceLine> excluded = [], included = [];
        List<ContractLedger> ledgers = [];
        List<ParkedContract> parked = [];
        List<BillingNotice> notices = [];
        foreach (var contract in contracts)
        {
            IReadOnlySet<FeeKey>? fees = null;
            if (only is not null && !only.TryGetValue(contract.Id, out fees))
            {
                continue;
            }

            var lines = contract.Terms.Basis == PriceBasis.TaxExcluded ? excluded : included;
            var begin = lines.Count;
            var ledger = account.Ledgers.TryGetValue(contract.Id, out var found) ? found : ContractLedger.Empty(contract.Id);
            if (_difference.Add(contract, ledger, context, fees, lines, notices) is { } park)
            {
                parked.Add(park);
            }
            else if (lines.Count > begin)
            {
                ledgers.Add(LedgerPosting.Post(ledger, CollectionsMarshal.AsSpan(lines)[begin..], context.CutOff));
            }
        }

        var documents = new List<InvoiceDocument>(2);
        Assemble(account, PriceBasis.TaxExcluded, excluded, context, correction, documents);
        Assemble(account, PriceBasis.TaxIncluded, included, context, correction, documents);
        return new CustomerBill { Documents = documents, Ledgers = ledgers, Parked = parked, Notices = notices };
    }

    private static void Assemble(
        CustomerAccount account, PriceBasis basis, List<InvoiceLine> lines, BillingContext context, Correction? correction, List<InvoiceDocument> documents)
    {
        if (lines.Count > 0)
        {
            var key = new InvoiceKey(context.Through, account.Customer, basis, context.Sequence, DocumentKind.Invoice);
            InvoiceAssembly.Add(lines, key, context, correction, documents);
        }
    }

    private static Contract[] Sorted(CustomerAccount account)
    {
        var contracts = new Contract[account.Contracts.Count];
        var isSorted = true;
        for (var n = 0; n < contracts.Length; n++)
        {
            contracts[n] = account.Contracts[n];
            if (contracts[n].Customer != account.Customer)
            {
                throw new InvoicingInvariantException($"Contract {contracts[n].Id} is not of customer {account.Customer}.");
            }

            isSorted = isSorted && (n == 0 || string.CompareOrdinal(contracts[n - 1].Id.Value, contracts[n].Id.Value) < 0);
        }

        if (!isSorted)
        {
            Array.Sort(contracts, static (left, right) => string.CompareOrdinal(left.Id.Value, right.Id.Value));
        }

        return contracts;
    }
}
