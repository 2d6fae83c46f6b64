using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Confirms the drafts that the run wrote for a page of customers, each customer's documents and open items as one entity group (key: the document).
/// What is confirmed already is passed over, so that a page may be repeated.
/// </summary>
internal sealed class PageConfirmer(
    BillingRunStore runs, BillingStore billing, BilledCustomers customers, ICrashPoints crashPoints, ILogger<PageConfirmer> logger)
{
    private const int MostHeld = 100;
    private const int Writers = 8;
    private const int MostConflicts = 8;

    public async Task ConfirmAsync(BillingPageInput input, CancellationToken cancellationToken)
    {
        var id = RunId.Parse(input.Run);
        if (await runs.FindAsync(id, cancellationToken) is not { Value: { State: RunState.Confirming, ConfirmedBy: { } by, ConfirmedAt: { } at } } run
            || string.CompareOrdinal(run.Value.StartId, input.StartId) > 0)
        {
            return;
        }

        var page = await runs.ReadPageAsync(id, input.Page, cancellationToken);
        if (page.Value.Stage != RunPageStage.Billed)
        {
            return;
        }

        var documents = await ConfirmAsync(run.Value, page.Value, new Confirmation(at, by), cancellationToken);
        crashPoints.Pass("page-confirmed");
        if (await runs.TryReplaceAsync(id, page, page.Value with { Stage = RunPageStage.Confirmed }, cancellationToken))
        {
            logger.PageConfirmed(input.Run, input.Page, documents);
        }
    }

    private async Task<int> ConfirmAsync(BillingRunRow run, BillingRunPage page, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var payments = await customers.PaymentsAsync(page.From, page.To, cancellationToken);
        var (documents, held) = (0, new List<CustomerBook>());
        await foreach (var book in billing.ReadDraftsAsync(page.From, page.To, run.Month, cancellationToken))
        {
            if (book.Bill is not null)
            {
                held.Add(book);
            }

            if (held.Count == MostHeld)
            {
                documents += await WriteAsync(run, held, payments, confirmation, cancellationToken);
                held = [];
            }
        }

        return documents + await WriteAsync(run, held, payments, confirmation, cancellationToken);
    }

    private async Task<int> WriteAsync(
        BillingRunRow run, List<CustomerBook> held, IReadOnlyDictionary<CustomerId, BilledPayment> payments, Confirmation confirmation, CancellationToken cancellationToken)
    {
        var documents = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(held, options, async (book, token) =>
        {
            var payment = payments.TryGetValue(book.Customer, out var found) ? found : BilledPayment.Default;
            Interlocked.Add(ref documents, await WriteAsync(run, book, payment, confirmation, token));
        });
        return documents;
    }

    private async Task<int> WriteAsync(BillingRunRow run, CustomerBook book, BilledPayment payment, Confirmation confirmation, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            var drafts = DraftsOf(run, book);
            var writes = DraftConfirmation.Writes(drafts, payment, confirmation.At, confirmation.By);
            if (writes.Count == 0 || await billing.WriteAsync(book.Customer, writes, cancellationToken))
            {
                crashPoints.Pass("bill-confirmed");
                return drafts.Count;
            }

            book = await billing.ReadBookAsync(book.Customer, run.Month, cancellationToken);
        }

        throw new IOException($"Customer {book.Customer} is being changed by others; {MostConflicts} tries were lost.");
    }

    // Only what this run wrote: its mark names the documents.
    private static List<StoredDocument<StoredInvoice>> DraftsOf(BillingRunRow run, CustomerBook book)
    {
        var drafts = book.Invoices.Where(invoice => book.Bill!.Value.Documents.Contains(invoice.Value.Key)).ToList();
        return drafts.Count == book.Bill!.Value.Documents.Count
            ? drafts
            : throw new InvalidDataException($"Run {run.Id}, customer {book.Customer}: {drafts.Count} documents are there; its mark names {book.Bill.Value.Documents.Count}.");
    }

    private sealed record Confirmation(DateTimeOffset At, string By);
}
