using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Access;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Invoicing;

/// <summary>B39: 請求書を顧客・月で確認する. Customers see their own, once confirmed; what is another's does not exist for them.</summary>
internal sealed class InvoicesApi(ApiRequests api, BillingStore store, InvoiceLists lists)
{
    [Function("ListInvoices")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                if (!PageRequest.TryRead(request, out var page, out var problem))
                {
                    return problem!;
                }

                var (customer, month) = Filter(request, caller);
                if (customer is { } one)
                {
                    var found = await store.ListAsync(one, month, !caller.IsPartner, page.Cursor, page.Size, cancellationToken);
                    return await AnswerAsync(found.Items.Select(item => item.Value), found.Cursor, cancellationToken);
                }

                var all = await lists.PageAsync(month!.Value, page.Cursor, page.Size, cancellationToken);
                return await AnswerAsync(all.Items, all.Cursor, cancellationToken);
            },
            cancellationToken);

    [Function("GetInvoice")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var invoice = await FindAsync(id, caller, cancellationToken);
                var document = await store.ReadDocumentAsync(invoice.Value, cancellationToken);
                var view = await ViewAsync(invoice.Value, cancellationToken) with { Lines = [.. document.Lines.Select(InvoiceLineView.Of)] };
                return new DocumentAnswer<InvoiceView>(invoice, view, InvoicingJson.Readable.InvoiceView);
            },
            cancellationToken);

    internal static Problem Unknown { get; } = Problem.NotFound("invoice_unknown", "There is no such invoice.", "請求書がありません。");

    private async Task<StoredDocument<StoredInvoice>> FindAsync(string id, Caller caller, CancellationToken cancellationToken) =>
        InvoiceKey.TryParse(id, out var key) && caller.Sees(key.Customer)
        && await store.FindAsync(key, cancellationToken) is { } found
        && (caller.IsPartner || found.Value.Status == InvoiceStatus.Confirmed)
            ? found
            : throw new ProblemException(Unknown);

    private static (CustomerId? Customer, BillingMonth? Month) Filter(HttpRequest request, Caller caller)
    {
        var month = MonthOf(request);
        if (caller is Caller.CustomerPerson person)
        {
            return (person.Customer, month);
        }

        if (PageRequest.Text(request, "customer") is { } text)
        {
            return CustomerId.TryParse(text, out var customer)
                ? (customer, month)
                : throw FieldProblem.Of("customer", "id_invalid", "顧客IDが正しくありません。", "This is not a customer's id.");
        }

        return month is null
            ? throw FieldProblem.Of("month", "required", "customerまたはmonthを指定してください。", "A customer or a month is needed.")
            : (null, month);
    }

    internal static BillingMonth? MonthOf(HttpRequest request)
    {
        if (PageRequest.Text(request, "month") is not { } text)
        {
            return null;
        }

        return BillingMonth.TryParse(text, out var month)
            ? month
            : throw FieldProblem.Of("month", "month_invalid", "月はyyyy-MMで指定してください。", "A month is written yyyy-MM.");
    }

    private async Task<IResult> AnswerAsync(IEnumerable<StoredInvoice> invoices, string? cursor, CancellationToken cancellationToken)
    {
        List<InvoiceView> views = [];
        foreach (var invoice in invoices)
        {
            views.Add(await ViewAsync(invoice, cancellationToken));
        }

        return new JsonAnswer<PageView<InvoiceView>>(new PageView<InvoiceView>(views, cursor), InvoicingJson.Readable.PageViewInvoiceView);
    }

    private async Task<InvoiceView> ViewAsync(StoredInvoice invoice, CancellationToken cancellationToken)
    {
        var view = InvoiceView.Of(invoice);
        var item = invoice.Status == InvoiceStatus.Confirmed ? await store.FindItemAsync(invoice.Key, cancellationToken) : null;
        return item is null ? view : view with { Payment = PaymentView.Of(item) };
    }
}
