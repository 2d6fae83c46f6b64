using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Computes a page of customers as known at the run's cut-off and writes each customer's drafts, ledgers and mark as one entity group (key: month +
/// customer). Customers that were written before count by their mark, so that a page which was half done ends as if it had been done at once.
/// </summary>
internal sealed class PageBiller(
    BillingRunStore runs, BillingStore billing, InvoiceIndex index, BillingSettings settings, ICrashPoints crashPoints, ILogger<PageBiller> logger)
{
    /// <summary>Lines and customers held at once before they are written: the bound of memory.</summary>
    private const int MostLines = 20_000;

    private const int MostHeld = 100;

    /// <summary>Writes of one page at once.</summary>
    private const int Writers = 8;

    private const int MostConflicts = 8;

    public async Task BillAsync(BillingPageInput input, CancellationToken cancellationToken)
    {
        var id = RunId.Parse(input.Run);
        if (await runs.FindAsync(id, cancellationToken) is not { Value.State: RunState.Billing } run || string.CompareOrdinal(run.Value.StartId, input.StartId) > 0)
        {
            return;
        }

        var page = await runs.ReadPageAsync(id, input.Page, cancellationToken);
        if (page.Value.Stage != RunPageStage.Planned)
        {
            return;
        }

        var tally = await ComputeAsync(run.Value, page.Value, cancellationToken);
        var done = page.Value with { Stage = RunPageStage.Billed, Findings = tally.Findings, Failures = tally.Failures, FailureCount = tally.FailureCount };
        crashPoints.Pass("page-billed");

        // False: another activity on the same page was first, and found the same.
        if (await runs.TryReplaceAsync(id, page, done, cancellationToken))
        {
            logger.PageBilled(input.Run, input.Page, tally.Findings.Totals.Customers, tally.Findings.Totals.Lines, tally.FailureCount);
        }
    }

    private async Task<PageTally> ComputeAsync(BillingRunRow run, BillingRunPage page, CancellationToken cancellationToken)
    {
        var (tally, calculation) = (new PageTally(), new Calculation(new CustomerBilling(), BillingRunAdvancer.ContextOf(run, settings.Invoicing), run.Id.IsDryRun));
        List<Computed> held = [];
        var lines = 0;
        await foreach (var book in billing.ReadBooksAsync(page.From, page.To, run.Month, cancellationToken))
        {
            held.Add(calculation.Of(book));
            lines += held[^1].Bill?.Documents.Sum(document => document.Lines.Count) ?? 0;
            if (lines >= MostLines || held.Count == MostHeld)
            {
                await WriteAsync(run, calculation, held, tally, cancellationToken);
                (held, lines) = ([], 0);
            }
        }

        await WriteAsync(run, calculation, held, tally, cancellationToken);
        return tally;
    }

    private async Task WriteAsync(BillingRunRow run, Calculation calculation, List<Computed> held, PageTally tally, CancellationToken cancellationToken)
    {
        if (!run.Id.IsDryRun)
        {
            var toWrite = Enumerable.Range(0, held.Count).Where(n => held[n].Bill?.Documents.Count > 0).ToList();
            await index.AddAsync(run.Month, [.. toWrite.Select(n => held[n].Book.Customer)], cancellationToken);
            var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(toWrite, options, async (n, token) => held[n] = await WriteAsync(run, calculation, held[n], token));
        }

        foreach (var computed in held)
        {
            if (computed.Failure is { } code)
            {
                logger.CustomerNotBilled(run.Id.Value, computed.Book.Customer.Value, code);
                tally.Fail(computed.Book.Customer, code);
            }
            else
            {
                tally.Add(computed.Findings);
            }
        }
    }

    private async Task<Computed> WriteAsync(BillingRunRow run, Calculation calculation, Computed computed, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            if (computed.Bill is not { Documents.Count: > 0 } bill)
            {
                return computed;
            }

            try
            {
                if (await billing.WriteRunBillAsync(computed.Book, bill, run.Month, cancellationToken))
                {
                    crashPoints.Pass("bill-written");
                    return computed;
                }
            }
            catch (BillTooLargeException)
            {
                return computed with { Failure = BillTooLargeException.Code };
            }

            // An invoice out of cycle, or a twin of this activity: what was billed meanwhile is not billed again.
            computed = calculation.Of(await billing.ReadBookAsync(computed.Book.Customer, run.Month, cancellationToken));
        }

        throw new IOException($"Customer {computed.Book.Customer} is being changed by others; {MostConflicts} tries were lost.");
    }

    private sealed record Computed(CustomerBook Book, CustomerBill? Bill, RunFindings Findings, string? Failure = null);

    /// <summary>The run's one calculation; its working memory is for one customer at a time.</summary>
    private sealed class Calculation(CustomerBilling billing, BillingContext context, bool isDryRun)
    {
        private readonly Lock _gate = new();

        public Computed Of(CustomerBook book)
        {
            // A dry run asks what is to be billed now, whatever the month's run has done.
            if (!isDryRun && book.Bill is { } before)
            {
                return new Computed(book, null, before.Value.ToFindings());
            }

            try
            {
                lock (_gate)
                {
                    var bill = billing.Compute(book.ToAccount(), context);
                    return new Computed(book, bill, RunFindings.Of([bill]));
                }
            }
            catch (InvoicingInvariantException)
            {
                return new Computed(book, null, RunFindings.None, InvoicingInvariantException.Code);
            }
            catch (Exception fault) when (fault is InvalidDataException or FormatException or OverflowException or ArgumentException)
            {
                return new Computed(book, null, RunFindings.None, "customer_unreadable"); // a row that nobody here wrote, or an amount beyond all bounds
            }
        }
    }
}
