using Azure;

using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Documents beside the month's run, asked for by a person of the partner and therefore confirmed at once: an invoice out of cycle, and the correction
/// of a confirmed one, which itself never changes (design §5 no. 8). Business key: month + customer + basis + sequence; two at once meet at the same key.
/// </summary>
internal sealed class InvoiceChangesApi(ApiRequests api, BillingStore store, BilledCustomers customers, InvoiceIndex index, BillingSettings settings, ILogger<InvoiceChangesApi> logger)
{
    private const int LongestReason = 500;

    /// <summary>What is due up to a closed month, as the run would bill it, without waiting for it.</summary>
    [Function("CreateInvoice")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, InvoicingJson.Default.InvoiceBody,
            (change, body) =>
            {
                change.RequirePartner();
                var customer = CustomerId.TryParse(body.Customer, out var id) ? id : throw FieldProblem.Of("customer", "id_invalid", "顧客IDが正しくありません。", "This is not a customer's id.");
                var month = ClosedMonth.Of(body.Month, change.Now);
                RequireReason(body.Reason);
                return CommitAsync(change, customer, version => BillAsync(change, customer, month, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>返還インボイス: gives a confirmed invoice back, and bills the same fees anew where that is asked for.</summary>
    [Function("CreditInvoice")]
    public Task<IResult> CreditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "invoices/{id}/credit")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, InvoicingJson.Default.CreditBody,
            (change, body) =>
            {
                change.RequirePartner();
                RequireReason(body.Reason);
                return InvoiceKey.TryParse(id, out var key)
                    ? CommitAsync(change, key.Customer, version => CorrectAsync(change, key, body, version, cancellationToken), cancellationToken)
                    : throw new ProblemException(InvoicesApi.Unknown);
            },
            cancellationToken);

    private async Task<IResult> CommitAsync(ChangeRequest change, CustomerId customer, Func<string, Task<Change>> decide, CancellationToken cancellationToken)
    {
        try
        {
            return await change.CommitAsync(store.Table, customer.Value, decide, cancellationToken);
        }
        catch (InvoicingInvariantException)
        {
            // Nothing was written; a repeat would find the same.
            logger.InvoiceNotMade(customer.Value, InvoicingInvariantException.Code);
            return Problem.Conflict(
                InvoicingInvariantException.Code, "The ledger and the contracts do not agree. Have the contracts of this customer looked at.", "請求済み台帳と契約が一致しません。この顧客の契約を確認してください。");
        }
        catch (RequestFailedException fault) when (fault.Status == StatusCodes.Status413PayloadTooLarge)
        {
            return Problem.Conflict(
                BillTooLargeException.Code, "The documents do not fit into one write (about 10,000 lines). Complete orders that correct the contracts instead: the next run gives the difference back.",
                "一度に書き込める大きさを超えています（約1万明細）。契約を訂正する注文を完了してください。差額は次回の請求処理で返還されます。");
        }
    }

    private async Task<Change> BillAsync(ChangeRequest change, CustomerId customer, BillingMonth month, string version, CancellationToken cancellationToken)
    {
        var book = await store.ReadBookAsync(customer, month, cancellationToken);
        var bill = new CustomerBilling().Compute(book.ToAccount(), Context(month, NextSequence(book), change.Now));
        return bill.Documents.Count > 0
            ? await WriteAsync(change, book, bill, "billed_out_of_cycle", version, cancellationToken)
            : throw new ProblemException(Problem.Conflict("nothing_to_bill", "Nothing is unbilled up to that month, or it is parked.", "その月までに未請求のもの（保留を除く）はありません。"));
    }

    private async Task<Change> CorrectAsync(ChangeRequest change, InvoiceKey key, CreditBody body, string version, CancellationToken cancellationToken)
    {
        var invoice = await store.FindAsync(key, cancellationToken) ?? throw new ProblemException(InvoicesApi.Unknown);
        change.RequireMatch(invoice);
        var book = await store.ReadBookAsync(key.Customer, key.Month, cancellationToken);
        RequireCorrectable(invoice.Value, book);
        var document = await store.ReadDocumentAsync(invoice.Value, cancellationToken);
        var (context, who, reason) = (Context(key.Month, NextSequence(book), change.Now), change.Caller.Who, body.Reason!);
        var bill = body.Reissue
            ? Corrections.Reissue(document, book.ToAccount(), context, who, reason)
            : new CustomerBill { Documents = [Corrections.CreditOf(document, context.Sequence, who, reason, change.Now)], Ledgers = [], Parked = [], Notices = [] };
        return await WriteAsync(change, book, bill, body.Reissue ? "reissued" : "credited", version, cancellationToken);
    }

    private async Task<Change> WriteAsync(ChangeRequest change, CustomerBook book, CustomerBill bill, string action, string version, CancellationToken cancellationToken)
    {
        var payments = await customers.PaymentsAsync(book.Customer, book.Customer, cancellationToken);
        var payment = payments.TryGetValue(book.Customer, out var found) ? found : BilledPayment.Default;
        foreach (var month in bill.Documents.Select(document => document.Key.Month).Distinct())
        {
            await index.AddAsync(month, [book.Customer], cancellationToken); // the hint goes before the documents
        }

        var first = bill.Documents[0].Key;
        return new Change(
            BillingStore.ConfirmedWrites(book, bill, payment, change.Now, change.Caller.Who),
            [.. bill.Documents.Select(document => new AuditNote(BillingRows.Invoice(document.Key), action, []))],
            ChangeAnswer.Created($"/api/invoices/{first}", first.ToString(), version, [.. bill.Documents.Skip(1).Select(Further), .. bill.Parked.Select(Parked)]));
    }

    // B42, design §5 no. 8: a document is given back once; a draft is refused as a draft, a credit is no invoice.
    private static void RequireCorrectable(StoredInvoice invoice, CustomerBook book)
    {
        if (invoice.Status != InvoiceStatus.Confirmed || invoice.Key.Kind != DocumentKind.Invoice)
        {
            throw new ProblemException(Problem.Conflict(
                "not_correctable", $"It is a {invoice.Key.Kind} that is {invoice.Status}; only a confirmed invoice is given back.", "確定した請求書だけを返還できます。"));
        }

        if (book.Invoices.FirstOrDefault(other => other.Value.Correction?.Of == invoice.Key) is { } before)
        {
            throw new ProblemException(Problem.Conflict(
                "already_corrected", $"It was given back by {before.Value.Key}.", $"この請求書は{before.Value.Key}で返還済みです。"));
        }
    }

    private static void RequireReason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason)
        {
            throw FieldProblem.Of("reason", "required", $"理由を{LongestReason}文字以内で入力してください。", $"A reason of at most {LongestReason} characters is needed.");
        }
    }

    private static int NextSequence(CustomerBook book)
    {
        var last = book.Invoices.Select(invoice => invoice.Value.Key.Sequence).DefaultIfEmpty(0).Max();
        return last < InvoiceKey.LargestSequence - 1
            ? last + 1
            : throw new ProblemException(Problem.Conflict("sequence_exhausted", $"The month has {last} further documents already.", "この月の追加の請求書が多すぎます。"));
    }

    private BillingContext Context(BillingMonth month, int sequence, DateTimeOffset now) =>
        new() { Through = month, CutOff = now, Sequence = sequence, Settings = settings.Invoicing };

    private static ChangeWarning Further(InvoiceDocument document) =>
        new("further_document", $"{document.Key}も作成されました。", $"{document.Key} was made too.");

    private static ChangeWarning Parked(ParkedContract parked) =>
        new("contract_parked", $"契約{parked.Contract}は保留のため請求していません。", $"Contract {parked.Contract} is parked and not billed.");
}
