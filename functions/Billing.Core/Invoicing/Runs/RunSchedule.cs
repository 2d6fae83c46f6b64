using Billing.Core.Calendar;

namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// B30: 請求処理は月初に1回. Which month a day's timer should run: the last closed one, from the run day on, until it has completed. A month whose run was missed
/// altogether gets none of its own; the next run bills it (B31).
/// </summary>
public static class RunSchedule
{
    /// <param name="today">The date in Tokyo.</param>
    /// <param name="runDay">The company's setting.</param>
    /// <param name="lastCompleted">The latest month whose run has completed; null before the first.</param>
    public static BillingMonth? MonthDue(DateOnly today, RunDay runDay, BillingMonth? lastCompleted)
    {
        var current = BillingMonth.Of(today);
        var closed = current.AddMonths(-1);
        return today >= runDay.In(current) && !(lastCompleted >= closed) ? closed : null;
    }
}
