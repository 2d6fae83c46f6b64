using Billing.Core.Invoicing;
using Billing.Core.Money;

namespace Billing.Core.Contracts;

/// <summary>
/// 注文合計 in one price basis, as it stood when the order was placed. What is billed in the end follows from the dates of completion.
/// </summary>
/// <param name="Basis">税抜 or 税込; an order can have one total of each.</param>
/// <param name="Initial">Initial fees, once.</param>
/// <param name="Monthly">Fees of one whole month; negative for a reduction or cancellation.</param>
public sealed record OrderTotal(PriceBasis Basis, Yen Initial, Yen Monthly)
{
    /// <summary>The totals of the lines, by basis.</summary>
    /// <param name="kind">Reductions and cancellations have no initial fee (B38), and take the monthly fee away.</param>
    /// <param name="lines">The lines.</param>
    /// <param name="monthlyFee">The unit fee that a line's month costs now: a change of a contract follows its price revisions.</param>
    public static IReadOnlyList<OrderTotal> Of(OrderKind kind, IReadOnlyList<OrderLine> lines, Func<OrderLine, Yen> monthlyFee) =>
    [
        .. lines.GroupBy(line => line.Terms.Basis).OrderBy(group => group.Key).Select(group => new OrderTotal(
            group.Key,
            Yen.Sum(group.Select(line => Once(kind, line))),
            Yen.Sum(group.Select(line => PerMonth(kind, line, monthlyFee(line)))))),
    ];

    // B35, B36, B38: as the calculation charges them.
    private static Yen Once(OrderKind kind, OrderLine line) =>
        ContractCharges.HasInitialFee(line.Terms.Pattern) ? line.Terms.InitialFee * ContractCharges.InitialFeeQuantity(line.Terms, kind, line.Quantity) : Yen.Zero;

    private static Yen PerMonth(OrderKind kind, OrderLine line, Yen fee)
    {
        var amount = ContractCharges.HasMonthlyFee(line.Terms.Pattern) ? fee * line.Quantity : Yen.Zero;
        return kind is OrderKind.Reduce or OrderKind.Cancel ? -amount : amount;
    }
}
