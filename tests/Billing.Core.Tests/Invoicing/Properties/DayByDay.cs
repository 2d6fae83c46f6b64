using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;

namespace Billing.Core.Tests.Invoicing.Properties;

/// <summary>
/// The straightforward calculation that the product's is compared with: it walks over the days and asks of each how many units are in force. It shares no code
/// with the product's but the data.
/// </summary>
internal static class DayByDay
{
    /// <summary>What is owed up to a day, by contract, order (empty for a monthly fee) and service month; null when on some day nothing would be left without a cancellation.</summary>
    public static Dictionary<Fee, (int Quantity, long Price)>? Owed(Contract contract, DateTimeOffset cutOff, DateOnly through)
    {
        var owed = new Dictionary<Fee, (int Quantity, long Price)>();
        var known = contract.Orders.Where(order => order.RecordedAt <= cutOff).ToArray();
        if (known.Length == 0)
        {
            return owed;
        }

        var start = known.Single(order => order.Kind == OrderKind.New).CompletedOn;
        var end = known.SingleOrDefault(order => order.Kind == OrderKind.Cancel)?.CompletedOn ?? DateOnly.MaxValue;
        var lastChange = known.Max(order => order.CompletedOn).AddDays(1);
        for (var day = start; day <= end && (day <= through || day <= lastChange); day = day.AddDays(1))
        {
            var quantity = InForce(known, start, day);
            if (quantity <= 0)
            {
                return null;
            }

            if (day <= through && contract.Terms.Pattern != FeePattern.InitialOnly)
            {
                var month = BillingMonth.Of(day);
                var fee = new Fee(contract.Id.Value, "", month);
                var highest = Math.Max(owed.GetValueOrDefault(fee).Quantity, quantity);
                owed[fee] = (highest, Price(contract, cutOff, month));
            }
        }

        if (contract.Terms.Pattern != FeePattern.MonthlyOnly)
        {
            AddInitialFees(contract, known, start, end < through ? end : through, owed);
        }

        return owed;
    }

    private static int InForce(CompletedOrder[] orders, DateOnly start, DateOnly day)
    {
        var quantity = 0;
        foreach (var order in orders)
        {
            quantity += order.Kind switch
            {
                OrderKind.New => order.Quantity,
                OrderKind.Add when day >= order.CompletedOn => order.Quantity,
                OrderKind.Reduce when day > order.CompletedOn => -order.Quantity,
                _ => 0,
            };
        }

        return quantity;
    }

    private static long Price(Contract contract, DateTimeOffset cutOff, BillingMonth month) =>
        contract.Revisions.Where(revision => revision.RecordedAt <= cutOff && revision.From <= month)
            .OrderBy(revision => revision.From).ThenBy(revision => revision.RecordedAt).LastOrDefault()?.MonthlyFee.Amount ?? contract.Terms.MonthlyFee.Amount;

    private static void AddInitialFees(
        Contract contract, CompletedOrder[] known, DateOnly start, DateOnly last, Dictionary<Fee, (int Quantity, long Price)> owed)
    {
        foreach (var order in known.Where(order => order.Kind == OrderKind.New || (order.Kind == OrderKind.Add && contract.Terms.InitialFeeByQuantity)))
        {
            var begins = order.CompletedOn < start ? start : order.CompletedOn;
            if (begins <= last)
            {
                var quantity = contract.Terms.InitialFeeByQuantity ? order.Quantity : 1;
                owed.Add(new Fee(contract.Id.Value, order.Id.Value, BillingMonth.Of(begins)), (quantity, contract.Terms.InitialFee.Amount));
            }
        }
    }

    /// <summary>What can be billed once.</summary>
    internal readonly record struct Fee(string Contract, string Order, BillingMonth Service);
}
