using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Invoicing;

namespace Billing.Core.Tests.Invoicing;

/// <summary>One customer's ledgers over several runs, each begun on the third business day after its month, at 16:00 UTC of the day before as the timer does.</summary>
internal sealed class BillingBook
{
    private readonly Dictionary<ContractId, ContractLedger> _ledgers = [];
    private DateTimeOffset? _previous;

    public InvoicingSettings Settings { get; init; } = new();

    public IReadOnlyDictionary<ContractId, ContractLedger> Ledgers => _ledgers;

    public static DateTimeOffset CutOff(BillingMonth month) =>
        TokyoTime.At(BankCalendar.AddBusinessDays(month.LastDay, 3), new TimeOnly(1, 0));

    public CustomerBill Run(string month, params ReadOnlySpan<Contract> contracts) => Run(BillingMonth.Parse(month), CutOff(BillingMonth.Parse(month)), contracts);

    public CustomerBill Run(BillingMonth month, DateTimeOffset cutOff, params ReadOnlySpan<Contract> contracts)
    {
        var context = new BillingContext { Through = month, CutOff = cutOff, PreviousCutOff = _previous, Settings = Settings };
        var bill = new CustomerBilling().Compute(new CustomerAccount(ContractBuilder.Customer, contracts.ToArray(), _ledgers), context);
        Take(bill);
        _previous = cutOff;
        return bill;
    }

    public void Take(CustomerBill bill)
    {
        foreach (var ledger in bill.Ledgers)
        {
            _ledgers[ledger.Contract] = ledger;
        }
    }

    /// <summary>Each line as <c>month kind quantity×price</c>, invoices before credits.</summary>
    public static string[] Texts(CustomerBill bill) =>
        [.. bill.Documents.SelectMany(document => document.Lines).Select(line => $"{line.Fee.Service} {line.Fee.Kind} {line.Quantity}×{line.UnitPrice}")];
}
