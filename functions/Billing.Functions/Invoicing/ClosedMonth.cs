using Billing.Core.Calendar;
using Billing.Functions.Hosting;

namespace Billing.Functions.Invoicing;

/// <summary>B29: 月末締め. A month that a request names, which must have closed in Tokyo.</summary>
internal static class ClosedMonth
{
    /// <summary>The last closed month when none is named.</summary>
    /// <exception cref="ProblemException">It is no month, or has not closed yet.</exception>
    public static BillingMonth Of(string? text, DateTimeOffset now)
    {
        var current = BillingMonth.Of(TokyoTime.DateOf(now));
        if (text is null)
        {
            return current.AddMonths(-1);
        }

        if (!BillingMonth.TryParse(text, out var month))
        {
            throw FieldProblem.Of("month", "month_invalid", "月はyyyy-MMで指定してください。", "A month is written yyyy-MM.");
        }

        return month < current ? month : throw FieldProblem.Of("month", "month_not_closed", "まだ締まっていない月です（月末締め）。", "The month has not closed yet.");
    }
}
