using Billing.Core.Calendar;
using Billing.Core.Contracts;

namespace Billing.Core.Invoicing;

/// <summary>
/// What can be billed once within a contract: the initial fee of an order, or the monthly fee of a service month. Sorted initial fees first, then by
/// month; the order's id decides between initial fees of one month.
/// </summary>
/// <param name="Kind">Which fee.</param>
/// <param name="Service">The service month (利用月).</param>
/// <param name="Order">The order whose initial fee this is; without value for a monthly fee.</param>
public readonly record struct FeeKey(FeeKind Kind, BillingMonth Service, OrderId Order) : IComparable<FeeKey>
{
    public static bool operator <(FeeKey left, FeeKey right) => left.CompareTo(right) < 0;

    public static bool operator >(FeeKey left, FeeKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(FeeKey left, FeeKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FeeKey left, FeeKey right) => left.CompareTo(right) >= 0;

    public static FeeKey Monthly(BillingMonth service) => new(FeeKind.Monthly, service, default);

    public static FeeKey Initial(BillingMonth service, OrderId order) => new(FeeKind.Initial, service, order);

    public int CompareTo(FeeKey other)
    {
        if (Kind != other.Kind)
        {
            return Kind < other.Kind ? -1 : 1;
        }

        var months = Service.MonthsSince(other.Service);
        return months != 0 || Kind == FeeKind.Monthly ? months : string.CompareOrdinal(Order.Value, other.Order.Value);
    }

    public override string ToString() => Kind == FeeKind.Monthly ? $"monthly fee of {Service}" : $"initial fee of order {Order} ({Service})";
}
