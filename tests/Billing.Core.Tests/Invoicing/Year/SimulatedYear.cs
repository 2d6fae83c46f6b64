using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;

namespace Billing.Core.Tests.Invoicing.Year;

/// <summary>
/// A company's year: the clock moves day by day, the timer fires at 01:00 or hours late, twice, or not at all, and some runs die after a part of the customers and
/// are resumed by the next firing. What a run is (month and cut-off) is kept from its start, as the product's run row does.
/// </summary>
internal sealed class SimulatedYear(int seed, IReadOnlyList<Contract[]> customers, InvoicingSettings settings)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<CustomerId, Dictionary<ContractId, ContractLedger>> _ledgers = [];
    private readonly CustomerBilling _billing = new();
    private (BillingMonth Month, DateTimeOffset CutOff)? _running;

    /// <summary>The months whose run completed, with their cut-offs, in order.</summary>
    public List<(BillingMonth Month, DateTimeOffset CutOff)> Completed { get; } = [];

    /// <summary>All documents by key; the same key twice fails.</summary>
    public Dictionary<InvoiceKey, InvoiceDocument> Documents { get; } = [];

    public int Firings { get; private set; }

    public int Deaths { get; private set; }

    /// <summary>Contracts left out, counted over all completed runs.</summary>
    public HashSet<(BillingMonth Month, ContractId Contract)> Parked { get; } = [];

    public void Live(DateOnly first, DateOnly last, BillingMonth silent)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            // In one month the timer never fires: its run is missed.
            var firings = BillingMonth.Of(day) == silent ? 0 : _random.Next(8) switch { 0 => 0, 1 => 2, _ => 1 };
            for (var n = 0; n < firings; n++)
            {
                Fire(TokyoTime.At(day, new TimeOnly(1 + (_random.Next(4) == 0 ? _random.Next(1, 11) : 0), n)));
            }
        }
    }

    private void Fire(DateTimeOffset now)
    {
        Firings++;
        BillingMonth? lastCompleted = Completed.Count == 0 ? null : Completed[^1].Month;
        if (_running is null && RunSchedule.MonthDue(TokyoTime.DateOf(now), RunDay.Default, lastCompleted) is { } due)
        {
            _running = (due, now);
        }

        if (_running is not { } run)
        {
            return;
        }

        var reach = _random.Next(3) == 0 ? _random.Next(customers.Count) : customers.Count;
        for (var n = 0; n < reach; n++)
        {
            Bill(customers[n], run.Month, run.CutOff);
        }

        if (reach < customers.Count)
        {
            Deaths++;
            return;
        }

        Completed.Add(run);
        _running = null;
    }

    private void Bill(Contract[] contracts, BillingMonth month, DateTimeOffset cutOff)
    {
        var customer = contracts[0].Customer;
        var ledgers = _ledgers.TryGetValue(customer, out var found) ? found : _ledgers[customer] = [];
        DateTimeOffset? previous = Completed.Count == 0 ? null : Completed[^1].CutOff;
        var context = new BillingContext { Through = month, CutOff = cutOff, PreviousCutOff = previous, Settings = settings };
        var bill = _billing.Compute(new CustomerAccount(customer, contracts, ledgers), context);
        foreach (var document in bill.Documents)
        {
            Documents.Add(document.Key, document);
        }

        foreach (var ledger in bill.Ledgers)
        {
            ledgers[ledger.Contract] = ledger;
        }

        Parked.UnionWith(bill.Parked.Select(parked => (month, parked.Contract)));
    }
}
