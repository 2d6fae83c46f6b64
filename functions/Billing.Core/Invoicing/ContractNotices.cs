using Billing.Core.Calendar;
using Billing.Core.Contracts;

namespace Billing.Core.Invoicing;

/// <summary>The warnings about what a run is the first to know.</summary>
internal static class ContractNotices
{
    public static void Add(
        Contract contract, QuantityHistory history, ContractLedger ledger, DateTimeOffset cutOff, DateTimeOffset? previous, List<BillingNotice> notices)
    {
        for (var n = 0; history.IsKnown && n < contract.Orders.Count; n++)
        {
            var order = contract.Orders[n];
            if (Kind(order, history) is { } kind && IsNew(CausedAt(contract, order, kind), cutOff, previous))
            {
                notices.Add(new BillingNotice(kind, contract.Id, BillingMonth.Of(order.CompletedOn), order.Id));
            }
        }

        for (var n = 0; n < contract.Revisions.Count; n++)
        {
            var revision = contract.Revisions[n];
            if (IsNew(revision.RecordedAt, cutOff, previous) && WasBilled(ledger, revision))
            {
                notices.Add(new BillingNotice(NoticeKind.RevisionOfBilledMonth, contract.Id, revision.From));
            }
        }
    }

    private static bool IsNew(DateTimeOffset recordedAt, DateTimeOffset cutOff, DateTimeOffset? previous) =>
        recordedAt <= cutOff && !(recordedAt <= previous);

    private static NoticeKind? Kind(CompletedOrder order, QuantityHistory history) => order.Kind switch
    {
        OrderKind.Add when history.End < history.StartOf(order) => NoticeKind.AdditionAfterEnd,
        OrderKind.Add when order.CompletedOn < history.Start => NoticeKind.AdditionMovedToStart,
        OrderKind.Cancel when order.CompletedOn < history.Start => NoticeKind.EndedBeforeStart,
        _ => null,
    };

    // An addition may have been known before the cancellation that it comes after.
    private static DateTimeOffset CausedAt(Contract contract, CompletedOrder order, NoticeKind kind)
    {
        var at = order.RecordedAt;
        for (var n = 0; kind == NoticeKind.AdditionAfterEnd && n < contract.Orders.Count; n++)
        {
            var other = contract.Orders[n];
            at = other.Kind == OrderKind.Cancel && other.RecordedAt > at ? other.RecordedAt : at;
        }

        return at;
    }

    // Units billed at the revision's own price were billed after it was known.
    private static bool WasBilled(ContractLedger ledger, PriceRevision revision)
    {
        foreach (var entry in ledger.Entries)
        {
            if (entry.Key.Kind == FeeKind.Monthly && entry.Key.Service >= revision.From && entry.Quantity > 0 && entry.UnitPrice != revision.MonthlyFee)
            {
                return true;
            }
        }

        return false;
    }
}
