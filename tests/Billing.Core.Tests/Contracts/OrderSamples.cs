using Billing.Core.Attributes;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Money;

namespace Billing.Core.Tests.Contracts;

/// <summary>Basic contracts, orders and contracts for the tests. It is noon of 25 November 2026 in Tokyo unless a test says otherwise.</summary>
internal static class OrderSamples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 11, 25);

    public static Product Product(string id = "P", ProductStatus status = ProductStatus.Published) => new()
    {
        Id = ProductId.Parse(id),
        Name = "クラウド",
        Status = status,
        Pattern = FeePattern.InitialAndMonthly,
        InitialFee = new Yen(5000),
        MonthlyFee = new Yen(1200),
        InitialFeeByQuantity = true,
        FreeMonths = 2,
        Tax = TaxCategory.Standard,
        Basis = PriceBasis.TaxExcluded,
    };

    public static BasicContract Basic(BasicContractStatus status = BasicContractStatus.OnSale, DateOnly? saleStart = null) => new()
    {
        Id = BasicContractId.Parse("B"),
        Customer = CustomerId.Parse("C"),
        Name = "基本契約",
        Products = [ProductId.Parse("P"), ProductId.Parse("Q")],
        Status = status,
        SaleStart = saleStart,
    };

    public static NewOrderLine Line(Product? product, int quantity = 10, string? name = null, Dictionary<string, string?>? answers = null, params AttributeDefinition[] asked) =>
        new(product, asked, quantity, name, answers ?? []);

    public static Order Order(OrderKind kind, string id, params OrderLine[] lines) => new()
    {
        Id = OrderId.Parse(id),
        Customer = CustomerId.Parse("C"),
        Kind = kind,
        BasicContract = BasicContractId.Parse("B"),
        Lines = lines,
        Source = OrderSource.Phone,
        PaymentMethod = PaymentMethod.BankTransfer,
        Totals = [],
        OrderedOn = Today,
        PlacedAt = Now,
        PlacedBy = "system",
    };

    /// <summary>A new order of one line, and the contract that it makes.</summary>
    public static (Order Order, ContractRecord Contract) Ordered(int quantity = 10, Product? product = null)
    {
        var line = Line(product ?? Product(), quantity).ToLine(ContractId.Parse("K"));
        var order = Order(OrderKind.New, "N", line);
        return (order, OrderRules.Begin(order, line));
    }

    /// <summary>A contract whose new order was completed on that day.</summary>
    public static ContractRecord Contract(int quantity = 10, string start = "2026-12-01", Product? product = null)
    {
        var (order, contract) = Ordered(quantity, product);
        return Assert.Single(Done(Complete(order, contract, start)).Contracts);
    }

    /// <summary>The contract after another order.</summary>
    public static ContractRecord After(ContractRecord contract, OrderKind kind, int quantity, string on) =>
        Assert.Single(Done(Change(contract, kind, quantity, on)).Contracts);

    /// <summary>What comes of placing a change and completing it.</summary>
    public static CompletionOutcome Change(ContractRecord contract, OrderKind kind, int quantity, string on)
    {
        var order = Order(kind, $"{kind}{contract.Contract.Orders.Count}", OrderRules.LineOf(contract, kind, quantity));
        return Complete(order, contract with { OpenOrder = order.Id }, on);
    }

    public static CompletionOutcome Complete(Order order, ContractRecord contract, string on, string closing = "2026-11") =>
        OrderCompletion.Complete(order, [contract], Completion(on, closing));

    public static Completion Completion(string on, string closing = "2026-11") =>
        new(Date(on), new Dictionary<ContractId, DateOnly>(), null, "system", Now, BillingMonth.Parse(closing));

    public static CompletionOutcome.Done Done(CompletionOutcome outcome) => Assert.IsType<CompletionOutcome.Done>(outcome);

    public static string[] Codes(CompletionOutcome outcome) => [.. Done(outcome).Warnings.Select(warning => warning.Code)];

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
