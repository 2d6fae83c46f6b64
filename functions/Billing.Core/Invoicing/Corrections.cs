using Billing.Core.Calendar;
using Billing.Core.Contracts;

namespace Billing.Core.Invoicing;

/// <summary>
/// 訂正 of a confirmed invoice (design §5 no. 8): the invoice stays; a credit gives all of it back and, if needed, a reissue bills the same fees anew.
/// When the orders were wrong, complete the right ones instead: the next run gives the difference back by itself.
/// </summary>
public static class Corrections
{
    /// <summary>
    /// A credit for the whole invoice. Its totals are the invoice's, negative, to the yen. The ledgers stay: what was given back is not billed again.
    /// </summary>
    /// <exception cref="ArgumentException">The document is a credit.</exception>
    public static InvoiceDocument CreditOf(InvoiceDocument invoice, int sequence, string by, string reason, DateTimeOffset at)
    {
        if (invoice.Key.Kind != DocumentKind.Invoice)
        {
            throw new ArgumentException($"{invoice.Key} is a credit; only an invoice can be given back.", nameof(invoice));
        }

        return new InvoiceDocument
        {
            Key = invoice.Key with { Kind = DocumentKind.Credit, Sequence = sequence },
            IssuedOn = TokyoTime.DateOf(at),
            Registration = invoice.Registration,
            Lines = [.. invoice.Lines.Select(line => line with { Quantity = -line.Quantity })],
            Rates = [.. invoice.Rates.Select(rate => new RateTotal(rate.Code, -rate.Net, -rate.Tax, -rate.Gross))],
            Correction = new Correction(invoice.Key, by, reason, at),
        };
    }

    /// <summary>
    /// The credit under the context's sequence and, under the next one, the same fees by the contracts as they are now. Other fees wait for the month's run;
    /// waivers and the bound of twelve months are not asked again, since these fees had been billed.
    /// </summary>
    /// <exception cref="InvoicingInvariantException">The ledgers do not hold what the invoice billed.</exception>
    public static CustomerBill Reissue(InvoiceDocument invoice, CustomerAccount account, BillingContext context, string by, string reason)
    {
        var credit = CreditOf(invoice, context.Sequence, by, reason, context.CutOff);
        var fees = new Dictionary<ContractId, IReadOnlySet<FeeKey>>();
        var ledgers = new Dictionary<ContractId, ContractLedger>(account.Ledgers);
        foreach (var lines in credit.Lines.GroupBy(line => line.Contract))
        {
            var taken = lines.OrderBy(line => line.Fee).ToArray();
            var ledger = ledgers.TryGetValue(lines.Key, out var found) ? found : ContractLedger.Empty(lines.Key);
            ledgers[lines.Key] = LedgerPosting.Post(ledger, taken, context.CutOff);
            fees[lines.Key] = taken.Select(line => line.Fee).ToHashSet();
        }

        var next = context with { Through = invoice.Key.Month, Sequence = context.Sequence + 1 };
        var bill = new CustomerBilling().Compute(account with { Ledgers = ledgers }, next, fees, credit.Correction);
        var changed = fees.Keys.ToDictionary(id => id, id => ledgers[id]);
        foreach (var ledger in bill.Ledgers)
        {
            changed[ledger.Contract] = ledger;
        }

        return bill with
        {
            Documents = [credit, .. bill.Documents],
            Ledgers = [.. changed.Values.OrderBy(ledger => ledger.Contract.Value, StringComparer.Ordinal)],
        };
    }
}
