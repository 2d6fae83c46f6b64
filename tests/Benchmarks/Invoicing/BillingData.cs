using System.Globalization;
using System.Text;

using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Benchmarks.Invoicing;

/// <summary>
/// A company before its run: contracts of up to two years with their orders, most billed through the month before, some through a few months ago, some never;
/// from a fixed seed. Ids are numbers, so that the database may use integers where the product uses text.
/// </summary>
internal sealed class BillingData
{
    public const int ContractsPerCustomer = 3;

    private const int RunEvery = 6; // months; the runs before the last one only have to fill the ledgers
    private static readonly DateOnly First = new(2024, 10, 1);
    private readonly Random _random = new(46);
    private int _lastOrder;

    private BillingData(int customers)
    {
        var contracts = Enumerable.Range(1, customers).Select(Customer).ToArray();
        var ledgers = contracts.Select(Billed).ToArray();
        Accounts = [.. contracts.Zip(ledgers, (own, billed) => new CustomerAccount(own[0].Customer, own, billed))];
    }

    public static BillingContext Run { get; } = Context(new BillingMonth(2026, 9));

    public CustomerAccount[] Accounts { get; }

    public static BillingData Create(int customers) => new(customers);

    public static int Number(string id) => int.Parse(id.AsSpan(1), CultureInfo.InvariantCulture);

    /// <summary>One text per table, as PostgreSQL's COPY reads it.</summary>
    public IEnumerable<(string Table, string Rows)> Tables()
    {
        var (contracts, orders, revisions, ledger) = (new StringBuilder(), new StringBuilder(), new StringBuilder(), new StringBuilder());
        foreach (var account in Accounts)
        {
            foreach (var contract in account.Contracts)
            {
                Write(contract, contracts, orders, revisions);
            }

            foreach (var (id, entries) in account.Ledgers)
            {
                foreach (var entry in entries.Entries)
                {
                    var order = entry.Key.Kind == FeeKind.Initial ? Number(entry.Key.Order.Value) : 0;
                    Row(ledger, Number(id.Value), (int)entry.Key.Kind, Date(entry.Key.Service.FirstDay), order, entry.Quantity, entry.UnitPrice.Amount);
                }
            }
        }

        return [("contract", contracts.ToString()), ("completed_order", orders.ToString()), ("revision", revisions.ToString()), ("ledger", ledger.ToString())];
    }

    private static void Write(Contract contract, StringBuilder contracts, StringBuilder orders, StringBuilder revisions)
    {
        var (id, terms) = (Number(contract.Id.Value), contract.Terms);
        Row(contracts, id, Number(contract.Customer.Value), (int)terms.Pattern, terms.InitialFeeByQuantity ? "t" : "f", terms.InitialFee.Amount, terms.MonthlyFee.Amount, (int)terms.Tax, (int)terms.Basis);
        foreach (var order in contract.Orders)
        {
            Row(orders, Number(order.Id.Value), id, (int)order.Kind, order.Quantity, Date(order.CompletedOn), Instant(order.RecordedAt));
        }

        foreach (var revision in contract.Revisions)
        {
            Row(revisions, id, Date(revision.From.FirstDay), revision.MonthlyFee.Amount, Instant(revision.RecordedAt));
        }
    }

    private static void Row(StringBuilder rows, params ReadOnlySpan<object> cells)
    {
        for (var n = 0; n < cells.Length; n++)
        {
            rows.Append(n == 0 ? "" : "\t").Append(CultureInfo.InvariantCulture, $"{cells[n]}");
        }

        rows.Append('\n');
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd HH:mm:ss+00", CultureInfo.InvariantCulture);

    private static BillingContext Context(BillingMonth month) => new()
    {
        Through = month,
        CutOff = TokyoTime.At(BankCalendar.AddBusinessDays(month.LastDay, 3), new TimeOnly(1, 0)),
        Settings = new InvoicingSettings(),
    };

    private Contract[] Customer(int number) =>
        [.. Enumerable.Range(1, ContractsPerCustomer).Select(n => Contract(((number - 1) * ContractsPerCustomer) + n, CustomerId.Parse($"C{number}")))];

    private Contract Contract(int number, CustomerId customer)
    {
        var start = _random.Next(700);
        var quantity = _random.Next(1, 20);
        List<CompletedOrder> orders = [Order(OrderKind.New, quantity, start, start - _random.Next(30))];
        for (var change = _random.Next(3); change > 0; change--)
        {
            var recorded = start + _random.Next(1, 730 - start);
            orders.Add(_random.Next(10) < 6 || quantity < 3
                ? Order(OrderKind.Add, 2, recorded - _random.Next(20), recorded)
                : Order(OrderKind.Reduce, 1, recorded - _random.Next(20), recorded));
        }

        if (_random.Next(12) == 0)
        {
            var recorded = start + _random.Next(1, 730 - start);
            orders.Add(Order(OrderKind.Cancel, 0, recorded - _random.Next(40), recorded));
        }

        var revisedOn = First.AddDays(_random.Next(730));
        return new Contract
        {
            Id = ContractId.Parse($"K{number}"),
            Customer = customer,
            Product = ProductId.Parse($"P{_random.Next(50)}"),
            Name = "Storage",
            Terms = Terms(),
            Orders = [orders[0], .. orders.Skip(1).OrderBy(order => order.RecordedAt)],
            Revisions = _random.Next(20) == 0 ? [new PriceRevision(BillingMonth.Of(revisedOn).AddMonths(1), new Yen(_random.Next(100, 20_000)), At(revisedOn))] : [],
        };
    }

    private ContractTerms Terms() => new()
    {
        Pattern = _random.Next(10) switch { 0 => FeePattern.InitialOnly, < 5 => FeePattern.MonthlyOnly, _ => FeePattern.InitialAndMonthly },
        InitialFee = new Yen(_random.Next(100_000)),
        MonthlyFee = new Yen(_random.Next(100, 20_000)),
        InitialFeeByQuantity = _random.Next(2) == 0,
        Tax = _random.Next(5) == 0 ? (TaxCategory)_random.Next(5) : TaxCategory.Standard,
        Basis = _random.Next(5) == 0 ? PriceBasis.TaxIncluded : PriceBasis.TaxExcluded,
    };

    private CompletedOrder Order(OrderKind kind, int quantity, int on, int recorded) =>
        new(OrderId.Parse($"O{++_lastOrder}"), kind, quantity, First.AddDays(on), At(First.AddDays(recorded)));

    private static DateTimeOffset At(DateOnly date) => new(date, new TimeOnly(9, 0), TimeSpan.Zero);

    private Dictionary<ContractId, ContractLedger> Billed(Contract[] contracts)
    {
        var ledgers = new Dictionary<ContractId, ContractLedger>();
        var lastRun = _random.Next(20) switch { 0 => -1, < 4 => _random.Next(18, 22), _ => 22 };
        for (var n = Math.Max(lastRun, 0) % RunEvery; n <= lastRun; n += RunEvery)
        {
            var bill = new CustomerBilling().Compute(new CustomerAccount(contracts[0].Customer, contracts, ledgers), Context(BillingMonth.Of(First).AddMonths(n)));
            foreach (var ledger in bill.Ledgers)
            {
                ledgers[ledger.Contract] = ledger;
            }
        }

        return ledgers;
    }
}
