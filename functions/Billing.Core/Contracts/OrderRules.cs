using System.Globalization;

using Billing.Core.Attributes;
using Billing.Core.Invoicing;
using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>What may be ordered: new contracts (B21), and additions, reductions and cancellations of one (B22 to B24).</summary>
public static class OrderRules
{
    public const int MostLines = 50;
    public const int HighestQuantity = 1_000_000;

    /// <summary>So many orders a contract has: its history is one document.</summary>
    public const int MostOrders = 500;

    private const int LongestName = 100;
    private const int LongestNotes = 2000;
    private const int MostDaysBack = 366;

    /// <summary>What is wrong with what every order has, by field.</summary>
    /// <param name="order">The order.</param>
    /// <param name="today">The date in Tokyo.</param>
    public static IReadOnlyList<FieldError> ValidateHead(Order order, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(order);
        var errors = new FieldErrors();
        errors.Defined("source", order.Source);
        errors.Defined("paymentMethod", order.PaymentMethod);
        errors.OptionalText("notes", order.Notes, LongestNotes, lines: true);
        if (order.OrderedOn > today || order.OrderedOn < today.AddDays(-MostDaysBack))
        {
            errors.Add("orderedOn", "out_of_range", "注文日は本日以前の1年以内にしてください。", "The order date is today or earlier, within a year.");
        }

        return errors.All;
    }

    /// <summary>B21: 基本契約で販売する商品だけを注文できる. Whether it is on sale on that day.</summary>
    public static OrderRefusal? CheckNew(BasicContract contract, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.StatusOn(today) == BasicContractStatus.OnSale ? null : OrderRefusal.NotOnSale;
    }

    /// <summary>
    /// B21: 販売商品→数量・カスタム項目・契約名. B02: 公開中の商品だけ. B09: 紐づけた項目は注文時に入力する. B41: the same for whoever orders: a product that is not
    /// offered to the customer looks like one that does not exist.
    /// </summary>
    public static IReadOnlyList<FieldError> ValidateLines(BasicContract contract, IReadOnlyList<NewOrderLine> lines)
    {
        ArgumentNullException.ThrowIfNull(contract);
        ArgumentNullException.ThrowIfNull(lines);
        var errors = new FieldErrors();
        errors.Range("lines", lines.Count, 1, MostLines);
        for (var index = 0; index < Math.Min(lines.Count, MostLines); index++)
        {
            Validate(errors, contract, lines[index], string.Create(CultureInfo.InvariantCulture, $"lines[{index}]."));
        }

        return errors.All;
    }

    /// <summary>The contract that a line of a new order makes: without history, and with this order open.</summary>
    public static ContractRecord Begin(Order order, OrderLine line)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(line);
        return new ContractRecord
        {
            Contract = new Contract
            {
                Id = line.Contract,
                Customer = order.Customer,
                Product = line.Product,
                Name = line.ContractName,
                Terms = line.Terms,
                Orders = [],
            },
            BasicContract = order.BasicContract,
            OpenOrder = order.Id,
            Attributes = line.Attributes,
        };
    }

    /// <summary>
    /// B22: 追加, B23: 数量減, B24: 解約: 注文処理中の明細には注文できない. B23: a reduction leaves at least one (<c>reduction_to_zero</c>).
    /// </summary>
    public static OrderRefusal? CheckChange(ContractRecord contract, OrderKind kind, int quantity, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract.StatusOn(today) switch
        {
            ContractStatus.Withdrawn => OrderRefusal.NeverBegan,
            ContractStatus.Ending or ContractStatus.Ended => OrderRefusal.Ended,
            _ when contract.OpenOrder is not null => OrderRefusal.InProcess,
            _ when contract.Contract.Orders.Count >= MostOrders - 1 && kind != OrderKind.Cancel => OrderRefusal.TooManyOrders,
            _ when kind == OrderKind.Reduce && quantity >= contract.Quantity => OrderRefusal.ReductionToZero,
            _ => null,
        };
    }

    /// <summary>The quantity of an addition or reduction, and of the contract after it.</summary>
    public static IReadOnlyList<FieldError> ValidateQuantity(ContractRecord contract, OrderKind kind, int quantity)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var errors = new FieldErrors();
        if (kind != OrderKind.Cancel)
        {
            errors.Range("quantity", quantity, 1, kind == OrderKind.Add ? HighestQuantity - contract.Quantity : HighestQuantity);
        }

        return errors.All;
    }

    /// <summary>The line of a change: at the contract's own terms. A cancellation ends all units there are.</summary>
    public static OrderLine LineOf(ContractRecord contract, OrderKind kind, int quantity)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return new OrderLine
        {
            Contract = contract.Contract.Id,
            Product = contract.Contract.Product,
            ContractName = contract.Contract.Name,
            Quantity = kind == OrderKind.Cancel ? contract.Quantity : quantity,
            Terms = contract.Contract.Terms,
        };
    }

    /// <summary>What a change comes to at the monthly fee of now.</summary>
    public static IReadOnlyList<OrderTotal> TotalsOf(ContractRecord contract, OrderKind kind, OrderLine line, DateOnly today, DateTimeOffset now) =>
        OrderTotal.Of(kind, [line], _ => ContractCharges.MonthlyFee(contract.Contract, Calendar.BillingMonth.Of(today), now));

    /// <summary>取下げ while 注文処理中: the contract is free for other orders again; one whose new order this was never begins.</summary>
    public static ContractRecord Release(ContractRecord contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return contract with { OpenOrder = null };
    }

    private static void Validate(FieldErrors errors, BasicContract contract, NewOrderLine line, string at)
    {
        errors.Range(at + "quantity", line.Quantity, 1, HighestQuantity);
        errors.OptionalText(at + "contractName", line.ContractName, LongestName);
        if (line.Product is not { } product || !contract.Products.Contains(product.Id))
        {
            errors.Add(at + "productId", "not_offered", "この基本契約の販売商品ではありません。", "The basic contract does not offer this product.");
            return;
        }

        if (!product.CanBeSold)
        {
            errors.Add(at + "productId", "not_for_sale", "公開中の商品ではありません。", "The product is not published.");
        }

        errors.AddRange(AttributeAnswers.Validate(line.Asked, line.Answers!, at + "attributes"));
    }
}
