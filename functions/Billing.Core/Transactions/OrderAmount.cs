namespace Billing.Core.Transactions;

/// <summary>The amount that is asked to be approved: the record's total in whole yen.</summary>
public static class OrderAmount
{
    // More than any provider approves; keeps the conversion within range.
    private const decimal Largest = 999_999_999_999m;

    /// <summary>False when the total is missing, not above zero, too large, or has a fraction: never rounded.</summary>
    public static bool TryGet(OrderContent order, out long yen)
    {
        ArgumentNullException.ThrowIfNull(order);
        var isWhole = order.Total is > 0 and <= Largest && decimal.Truncate(order.Total.Value) == order.Total.Value;
        yen = isWhole ? (long)order.Total!.Value : 0;
        return isWhole;
    }
}
