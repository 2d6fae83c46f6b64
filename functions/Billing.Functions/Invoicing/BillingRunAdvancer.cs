using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Moves a run's row: begins it (which fixes its cut-off), plans its pages, reviews what they found, closes it. Every write is guarded by the version that
/// was read; who loses reads again. Business key: the run's id.
/// </summary>
internal sealed class BillingRunAdvancer(
    BillingRunStore runs, BillingStore billing, BillingSettings settings, ICrashPoints crashPoints, TimeProvider time, ILogger<BillingRunAdvancer> logger)
{
    /// <summary>Pages of one window for each that is worked on at once: the row's progress is written once a window.</summary>
    private const int WindowsOfWidth = 4;

    private const int MostTries = 20;

    public async Task<BillingRunStep> AdvanceAsync(BillingRunInput input, CancellationToken cancellationToken)
    {
        var id = RunId.Parse(input.Run);
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await runs.FindAsync(id, cancellationToken) is not { } run || !RunMoves.IsUnderWay(run.Value.State))
            {
                return BillingRunStep.End;
            }

            if (string.CompareOrdinal(run.Value.StartId, input.StartId) > 0)
            {
                logger.RunSuperseded(input.Run, input.StartId);
                return BillingRunStep.End;
            }

            if (await TryAdvanceAsync(run, input.StartId, cancellationToken) is { } step)
            {
                return step;
            }
        }

        throw new IOException($"Run {id} is being changed by others; {MostTries} tries were lost.");
    }

    // Null: read again, because the row moved on.
    private async Task<BillingRunStep?> TryAdvanceAsync(StoredDocument<BillingRunRow> run, string startId, CancellationToken cancellationToken)
    {
        var row = run.Value with { StartId = startId, Epoch = run.Value.Epoch + (run.Value.StartId == startId ? 0 : 1), ProgressAt = time.GetUtcNow() };
        return (row.State, row.Pages) switch
        {
            (RunState.Requested, _) => await BeginAsync(run, row, cancellationToken),
            (RunState.Billing, null) => await PlanAsync(run, row, cancellationToken),
            (RunState.Billing, _) => await PagesAsync(run, row, RunPageStage.Planned, cancellationToken) ?? await ReviewAsync(run, row, cancellationToken),
            _ => await PagesAsync(run, row, RunPageStage.Billed, cancellationToken) ?? await CompleteAsync(run, row, cancellationToken),
        };
    }

    private async Task<BillingRunStep?> BeginAsync(StoredDocument<BillingRunRow> run, BillingRunRow row, CancellationToken cancellationToken)
    {
        var previous = await runs.LastCompletedAsync(row.Month, cancellationToken);
        var begun = row with { State = RunState.Billing, CutOff = row.ProgressAt, PreviousCutOff = previous?.CutOff, Previous = previous?.Totals };
        if (await runs.TryReplaceAsync(run, begun, cancellationToken))
        {
            logger.RunBegun(row.Id.Value, begun.CutOff.Value);
            crashPoints.Pass("run-begun");
        }

        return null;
    }

    private async Task<BillingRunStep?> PlanAsync(StoredDocument<BillingRunRow> run, BillingRunRow row, CancellationToken cancellationToken)
    {
        List<(CustomerId From, CustomerId To)> pages = [];
        var count = 0;
        await foreach (var customer in billing.CustomersAsync(cancellationToken))
        {
            if (count++ % settings.PageSize == 0)
            {
                pages.Add((customer, customer));
            }

            pages[^1] = (pages[^1].From, customer);
        }

        await runs.PlanAsync(row.Id, pages, cancellationToken);
        crashPoints.Pass("run-planned");
        if (await runs.TryReplaceAsync(run, row with { Pages = pages.Count }, cancellationToken))
        {
            logger.RunPlanned(row.Id.Value, count, pages.Count);
        }

        return null;
    }

    private async Task<BillingRunStep?> PagesAsync(
        StoredDocument<BillingRunRow> run, BillingRunRow row, RunPageStage stage, CancellationToken cancellationToken)
    {
        var pages = await runs.PagesAtAsync(row.Id, stage, settings.Fanout * WindowsOfWidth, cancellationToken);
        if (pages.Count == 0)
        {
            return null;
        }

        var act = stage == RunPageStage.Planned ? BillingRunAct.Bill : BillingRunAct.Confirm;
        // Whoever moved the row in between did not change which pages are to do; the owner is asked again with the next window.
        await runs.TryReplaceAsync(run, row, cancellationToken);
        return new BillingRunStep(act, pages, settings.Fanout);
    }

    private async Task<BillingRunStep?> ReviewAsync(StoredDocument<BillingRunRow> run, BillingRunRow row, CancellationToken cancellationToken)
    {
        var (findings, failures, count) = (RunFindings.None, new List<CustomerFailure>(), 0);
        await foreach (var page in runs.PagesAsync(row.Id, cancellationToken))
        {
            findings = findings.Then(page.Findings ?? throw new InvalidDataException($"A page of run {row.Id} says billed and has no findings."));
            count += page.FailureCount;
            failures.AddRange(page.Failures.Take(RunReport.MostListed - failures.Count));
        }

        var report = RunReport.Of(ContextOf(row, settings.Invoicing), row.Id.IsDryRun, findings, row.Previous, settings.Bounds);
        await runs.WriteReportAsync(row.Id, new BillingRunReport(report, failures), cancellationToken);
        crashPoints.Pass("run-reviewed");
        var state = RunMoves.AfterBilling(report, count, settings.ConfirmByPerson);
        var reviewed = row with
        {
            State = state,
            Totals = findings.Totals,
            Failures = count,
            CompletedAt = state == RunState.Completed ? row.ProgressAt : null,
            ConfirmedAt = state == RunState.Confirming ? row.ProgressAt : null,
            ConfirmedBy = state == RunState.Confirming ? "system" : null,
        };
        if (await runs.TryReplaceAsync(run, reviewed, cancellationToken))
        {
            logger.RunReviewed(row.Id.Value, state, findings.Totals.Invoices, findings.Totals.Lines, findings.Totals.Parked, count);
        }

        return null;
    }

    private async Task<BillingRunStep?> CompleteAsync(StoredDocument<BillingRunRow> run, BillingRunRow row, CancellationToken cancellationToken)
    {
        if (await runs.TryReplaceAsync(run, row with { State = RunState.Completed, CompletedAt = row.ProgressAt }, cancellationToken))
        {
            logger.RunCompleted(row.Id.Value);
        }

        return null;
    }

    /// <summary>What every page of the run computes by; the same in each repeat.</summary>
    internal static BillingContext ContextOf(BillingRunRow run, InvoicingSettings invoicing) => new()
    {
        Through = run.Month,
        CutOff = run.CutOff ?? throw new InvalidOperationException($"Run {run.Id} has not begun."),
        PreviousCutOff = run.PreviousCutOff,
        Settings = invoicing,
    };
}
