using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// What a contract owes by its history, from its billing start up to a month. Nothing before the billing start is ever charged: that is the free
/// period (B34: 無料期間は請求しない).
/// </summary>
public static class ContractCharges
{
    /// <summary>B31: 課金開始日から前月以前までを請求する. Adds the charges up to and including the month, sorted by their keys.</summary>
    public static void Add(Contract contract, QuantityHistory history, DateTimeOffset cutOff, BillingMonth through, List<Charge> charges)
    {
        if (!history.IsKnown || history.Fault is not null)
        {
            return;
        }

        if (HasInitialFee(contract.Terms.Pattern))
        {
            AddInitialFees(contract, history, cutOff, through, charges);
        }

        if (HasMonthlyFee(contract.Terms.Pattern))
        {
            AddMonthlyFees(contract, history, cutOff, through, charges);
        }
    }

    /// <summary>B32: 課金パターン. 初期費用＋月額 and 初期費用のみ have an initial fee.</summary>
    public static bool HasInitialFee(FeePattern pattern) => pattern is FeePattern.InitialAndMonthly or FeePattern.InitialOnly;

    /// <summary>B32: 課金パターン. 初期費用＋月額 and 月額のみ have a monthly fee.</summary>
    public static bool HasMonthlyFee(FeePattern pattern) => pattern is FeePattern.InitialAndMonthly or FeePattern.MonthlyOnly;

    /// <summary>
    /// The monthly fee of a service month: the contract's own, or that of the latest revision that has begun. Of two for the same month the one recorded last counts
    /// (design §5 no. 4). Revisions never touch an initial fee.
    /// </summary>
    public static Yen MonthlyFee(Contract contract, BillingMonth service, DateTimeOffset cutOff)
    {
        var revisions = contract.Revisions;
        var count = revisions.Count;
        PriceRevision? latest = null;
        for (var n = 0; n < count; n++)
        {
            var revision = revisions[n];
            if (revision.From <= service && revision.RecordedAt <= cutOff && (latest is null || IsLater(revision, latest)))
            {
                latest = revision;
            }
        }

        return latest?.MonthlyFee ?? contract.Terms.MonthlyFee;
    }

    private static bool IsLater(PriceRevision revision, PriceRevision than) =>
        revision.From > than.From || (revision.From == than.From && revision.RecordedAt >= than.RecordedAt);

    private static void AddInitialFees(Contract contract, QuantityHistory history, DateTimeOffset cutOff, BillingMonth through, List<Charge> charges)
    {
        var begin = charges.Count;
        for (var n = 0; n < contract.Orders.Count; n++)
        {
            var order = contract.Orders[n];
            var quantity = InitialFeeQuantity(contract.Terms, order.Kind, order.Quantity);
            if (quantity == 0 || order.RecordedAt > cutOff)
            {
                continue;
            }

            var start = history.StartOf(order);
            var service = BillingMonth.Of(start);
            if (service <= through && !(history.End < start))
            {
                charges.Add(new Charge(FeeKey.Initial(service, order.Id), quantity, contract.Terms.InitialFee));
            }
        }

        if (charges.Count - begin > 1)
        {
            charges.Sort(begin, charges.Count - begin, ByKey.Instance);
        }
    }

    /// <summary>
    /// B35: 数量連動ON: 新規・追加の注文ごとに、初期費用×その注文の数量. B36: 数量連動OFF: 新規注文のみ、初期費用×1. B37: 個別契約ごと.
    /// B38: 数量減・解約では初期費用は発生しない.
    /// </summary>
    public static int InitialFeeQuantity(ContractTerms terms, OrderKind kind, int quantity) => kind switch
    {
        OrderKind.New => terms.InitialFeeByQuantity ? quantity : 1,
        OrderKind.Add => terms.InitialFeeByQuantity ? quantity : 0,
        _ => 0,
    };

    private static void AddMonthlyFees(Contract contract, QuantityHistory history, DateTimeOffset cutOff, BillingMonth through, List<Charge> charges)
    {
        var last = history.End is { } end && BillingMonth.Of(end) < through ? BillingMonth.Of(end) : through;
        var month = BillingMonth.Of(history.Start);
        for (var first = month.FirstDay; month <= last; month = month.AddMonths(1))
        {
            var next = first.AddDays(DateTime.DaysInMonth(month.Year, month.Month));
            var quantity = history.HighestIn(first, next.AddDays(-1));
            first = next;
            if (quantity > 0)
            {
                charges.Add(new Charge(FeeKey.Monthly(month), quantity, MonthlyFee(contract, month, cutOff)));
            }
        }
    }

    private sealed class ByKey : IComparer<Charge>
    {
        public static readonly ByKey Instance = new();

        public int Compare(Charge x, Charge y) => x.Key.CompareTo(y.Key);
    }
}
