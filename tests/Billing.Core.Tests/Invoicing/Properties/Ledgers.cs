using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;

namespace Billing.Core.Tests.Invoicing.Properties;

/// <summary>The ledgers of one customer, as runs leave them.</summary>
internal sealed class Ledgers
{
    private readonly Dictionary<ContractId, ContractLedger> _ledgers = [];

    public CustomerBill Run(Contract[] contracts, BillingMonth month, DateTimeOffset cutOff)
    {
        var context = new BillingContext { Through = month, CutOff = cutOff, Settings = new InvoicingSettings() };
        var bill = new CustomerBilling().Compute(new CustomerAccount(contracts[0].Customer, contracts, _ledgers), context);
        foreach (var ledger in bill.Ledgers)
        {
            _ledgers[ledger.Contract] = ledger;
        }

        return bill;
    }

    /// <summary>What is billed, fee by fee; what came back whole is left out.</summary>
    public string[] Entries() =>
        [.. _ledgers.OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).SelectMany(pair => pair.Value.Entries)
            .Where(entry => entry.Quantity != 0).Select(entry => $"{entry.Key}: {entry.Quantity} at {entry.UnitPrice}")];

    public IEnumerable<(DayByDay.Fee Fee, int Quantity)> Quantities() =>
        _ledgers.SelectMany(pair => pair.Value.Entries.Select(entry => (
            new DayByDay.Fee(pair.Key.Value, entry.Key.Kind == FeeKind.Initial ? entry.Key.Order.Value : "", entry.Key.Service), entry.Quantity)));
}
