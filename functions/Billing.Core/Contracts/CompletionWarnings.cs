using System.Globalization;

using Billing.Core.Calendar;
using Billing.Core.Invoicing;

namespace Billing.Core.Contracts;

/// <summary>
/// What the dates of a completion lead to, as the calculation itself sees it: the charges with this order less those without it. What was billed
/// in between, and months that wait for other reasons, only the run knows.
/// </summary>
internal static class CompletionWarnings
{
    /// <summary>The thirteenth unbilled month parks a contract (design §5 no. 1).</summary>
    private const int MonthsThatPark = 13;

    public static IEnumerable<CompletionWarning> Of(Order order, Contract before, Contract after, Completion completion)
    {
        var date = completion.DateOf(after.Id);
        var today = TokyoTime.DateOf(completion.At);
        if (date < order.OrderedOn)
        {
            yield return new CompletionWarning("completed_before_order", "注文完了日が注文日より前です。", "The completion date lies before the order date.");
        }

        if (date < BillingMonth.Of(today).FirstDay)
        {
            yield return new CompletionWarning(
                "completed_in_closed_month", "注文完了日が締め済みの月です。次回の請求で遡って計算します。", "The completion date lies in a closed month: the next run calculates back to it.");
        }

        foreach (var warning in OfDates(order.Kind, date, after).Concat(OfMonths(before, after, completion, today)))
        {
            yield return warning;
        }
    }

    private static IEnumerable<CompletionWarning> OfDates(OrderKind kind, DateOnly date, Contract contract)
    {
        var start = contract.Orders[0].CompletedOn;
        if (kind != OrderKind.New && date < start)
        {
            yield return kind switch
            {
                OrderKind.Add => new CompletionWarning(
                    "addition_moved_to_start", "追加日が課金開始日より前のため、初期費用も含めて課金開始日からの請求になります。",
                    "The addition lies before the contract's billing start and is moved to it, its initial fee too."),
                OrderKind.Reduce => new CompletionWarning(
                    "reduction_before_start", "課金開始日より前の数量減です。月額の数量は減りますが、初期費用は減りません。",
                    "The reduction lies before the billing start: it lowers the monthly quantity, not the initial fee."),
                _ => new CompletionWarning(
                    "ended_before_start", "課金開始日より前の解約のため、請求は発生しません。請求済みの分は初期費用も含めて返金となります。",
                    "The cancellation lies before the billing start: nothing is billed, and what was billed comes back, initial fee included."),
            };
        }
    }

    private static IEnumerable<CompletionWarning> OfMonths(Contract before, Contract after, Completion completion, DateOnly today)
    {
        var changes = Changes(before, after, completion);
        var closed = BillingMonth.Of(today).AddMonths(-1);
        if (changes.Where(change => change.Value > 0 && change.Key <= closed).Select(change => change.Key).ToList() is { Count: > 0 } late)
        {
            yield return new CompletionWarning("back_billing", $"締め済みの月も請求します: {Ja(late)}。", $"Closed months will be billed: {En(late)}.");
        }

        if (changes.Where(change => change.Value < 0 && change.Key <= closed).Select(change => change.Key).ToList() is { Count: > 0 } back)
        {
            yield return new CompletionWarning("credit_of_closed_months", $"締め済みの月の請求済み分は返金となります: {Ja(back)}。", $"What was billed of closed months comes back: {En(back)}.");
        }

        if (changes.Count(change => change.Value > 0) >= MonthsThatPark)
        {
            yield return new CompletionWarning(
                "will_park", $"未請求の月が{MonthsThatPark}か月以上になるため、この契約の請求は保留されます。遡及請求の承認または免除が必要です。",
                $"With {MonthsThatPark} unbilled months or more this contract parks in the next run until a person approves the back-billing or waives it.");
        }
    }

    // By service month, in units: more or less to be charged than without this order, up to the next closing.
    private static SortedDictionary<BillingMonth, long> Changes(Contract before, Contract after, Completion completion)
    {
        var months = new SortedDictionary<BillingMonth, long>();
        Count(after, 1);
        Count(before, -1);
        return months;

        void Count(Contract contract, int sign)
        {
            List<Charge> charges = [];
            var cutOff = OrderCompletion.Latest(contract, completion.At);
            ContractCharges.Add(contract, QuantityHistory.Read(contract.Orders, cutOff), cutOff, completion.NextClosing, charges);
            foreach (var charge in charges)
            {
                months[charge.Key.Service] = months.GetValueOrDefault(charge.Key.Service) + sign * charge.Quantity;
            }
        }
    }

    private static string Ja(List<BillingMonth> months) =>
        months.Count == 1 ? $"{months[0]}" : string.Create(CultureInfo.InvariantCulture, $"{months[0]}〜{months[^1]}（{months.Count}か月）");

    private static string En(List<BillingMonth> months) =>
        months.Count == 1 ? $"{months[0]}" : string.Create(CultureInfo.InvariantCulture, $"{months[0]} to {months[^1]} ({months.Count} months)");
}
