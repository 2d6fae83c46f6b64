using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Invoicing.Runs;

namespace Billing.Functions.Invoicing;

/// <summary>B30: 請求処理は月初に1回. Asks for the run that is due. Business key: the month, so that however often it is asked for there is one.</summary>
internal sealed class BillingRunRequests(BillingRunStore runs, BillingSettings settings, TimeProvider time, ILogger<BillingRunRequests> logger)
{
    private const string Timer = "timer";

    /// <summary>The run that is due today by the company's run day, written down if it was not; null when none is.</summary>
    public async Task<RunId?> EnsureDueAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var last = await runs.LastCompletedAsync(before: null, cancellationToken);
        if (RunSchedule.MonthDue(TokyoTime.DateOf(now), settings.RunDay, last?.Month) is not { } month)
        {
            return null;
        }

        var run = New(RunId.Of(month), month, Timer, now);
        if (await runs.TryInsertAsync(run, cancellationToken))
        {
            logger.RunRequested(run.Id.Value);
        }

        return run.Id;
    }

    public static BillingRunRow New(RunId id, BillingMonth month, string by, DateTimeOffset now) =>
        new() { Id = id, Month = month, State = RunState.Requested, RequestedAt = now, RequestedBy = by, ProgressAt = now };
}
