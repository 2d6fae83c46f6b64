using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>What is wrong with an order's contents: values that could not be read first, then what the provider's rules find beside them.</summary>
internal static class OrderFaults
{
    public static IReadOnlyList<ContentFault> Of(ICreditProvider provider, OrderContent order)
    {
        var unread = order.ReadFaults.Select(fault => fault.Meaning).ToHashSet(StringComparer.Ordinal);
        return [.. order.ReadFaults, .. provider.Check(order).Where(fault => !unread.Contains(fault.Meaning))];
    }
}
