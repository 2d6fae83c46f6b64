using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Invoicing;

/// <summary>B40, B46: CSV of a month's invoices for all customers, and of a run's report, for the partner. Written while it is read.</summary>
internal sealed class BillingCsvApi(ApiRequests api, BillingRunStore runs, BillingStore store, InvoiceLists lists, ILogger<BillingCsvApi> logger)
{
    /// <summary>Confirmed documents; <c>drafts=true</c> adds those that wait.</summary>
    [Function("GetInvoicesCsv")]
    public Task<IResult> InvoicesAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "invoices.csv")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () =>
            {
                var month = InvoicesApi.MonthOf(request) ?? throw FieldProblem.Of("month", "required", "monthを指定してください。", "A month is needed.");
                var drafts = string.Equals(PageRequest.Text(request, "drafts"), "true", StringComparison.OrdinalIgnoreCase);
                var answer = new CsvAnswer($"invoices-{month}", CsvAnswer.EncodingOf(request), async (csv, token) =>
                {
                    await csv.HeaderAsync(InvoiceCsv.Header, token);
                    await foreach (var (_, invoices) in lists.ScanAsync(month, null, token))
                    {
                        foreach (var invoice in invoices.Where(invoice => drafts || invoice.Status == InvoiceStatus.Confirmed))
                        {
                            await InvoiceCsv.AddAsync(csv, invoice, await store.ReadDocumentAsync(invoice, token), token);
                        }
                    }
                })
                {
                    OnReplaced = count => logger.CharactersReplaced(count, "invoices"),
                };
                return Task.FromResult<IResult>(answer);
            },
            cancellationToken);

    [Function("GetBillingReportCsv")]
    public Task<IResult> ReportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "billing-runs/{id}/report.csv")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var report = RunId.TryParse(id, out var run) ? await runs.ReadReportAsync(run, cancellationToken) : null;
                return report is null
                    ? BillingRunsApi.Unknown
                    : new CsvAnswer($"billing-run-{run}", CsvAnswer.EncodingOf(request), (csv, token) => RunReportCsv.WriteAsync(csv, report, token));
            },
            cancellationToken);
}
