using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Core.Tests.Invoicing;

/// <summary>Contracts in the words of the tests: dates as text, completions recorded at noon (UTC) of their own day unless said otherwise.</summary>
internal sealed class ContractBuilder(string id)
{
    private readonly List<CompletedOrder> _orders = [];
    private readonly List<PriceRevision> _revisions = [];
    private readonly List<BillingRepair> _repairs = [];

    public static CustomerId Customer { get; } = CustomerId.Parse("C1");

    public FeePattern Pattern { get; init; } = FeePattern.InitialAndMonthly;

    public long InitialFee { get; init; } = 5_000;

    public long MonthlyFee { get; init; } = 1_000;

    public bool ByQuantity { get; init; }

    public TaxCategory Tax { get; init; } = TaxCategory.Standard;

    public PriceBasis Basis { get; init; } = PriceBasis.TaxExcluded;

    public static DateTimeOffset Noon(string date) =>
        new(DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture), new TimeOnly(12, 0), TimeSpan.Zero);

    public ContractBuilder New(int quantity, string on, string? recorded = null) => Order(OrderKind.New, quantity, on, recorded);

    public ContractBuilder Add(int quantity, string on, string? recorded = null) => Order(OrderKind.Add, quantity, on, recorded);

    public ContractBuilder Reduce(int quantity, string on, string? recorded = null) => Order(OrderKind.Reduce, quantity, on, recorded);

    public ContractBuilder Cancel(string on, string? recorded = null) => Order(OrderKind.Cancel, 0, on, recorded);

    public ContractBuilder Revise(string from, long fee, string recorded)
    {
        _revisions.Add(new PriceRevision(BillingMonth.Parse(from), new Yen(fee), Noon(recorded)));
        return this;
    }

    public ContractBuilder Repair(BillingRepairKind kind, string month, string recorded)
    {
        _repairs.Add(new BillingRepair(kind, BillingMonth.Parse(month), "accounting", "agreed with the customer", Noon(recorded)));
        return this;
    }

    public Contract Build() => new()
    {
        Id = ContractId.Parse(id),
        Customer = Customer,
        Product = ProductId.Parse("P1"),
        Name = "Storage",
        Terms = new ContractTerms
        {
            Pattern = Pattern,
            InitialFee = new Yen(InitialFee),
            MonthlyFee = new Yen(MonthlyFee),
            InitialFeeByQuantity = ByQuantity,
            Tax = Tax,
            Basis = Basis,
        },
        Orders = [.. _orders],
        Revisions = [.. _revisions],
        Repairs = [.. _repairs],
    };

    private ContractBuilder Order(OrderKind kind, int quantity, string on, string? recorded)
    {
        var date = DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        _orders.Add(new CompletedOrder(OrderId.Parse($"{id}-{_orders.Count + 1}"), kind, quantity, date, Noon(recorded ?? on)));
        return this;
    }
}
