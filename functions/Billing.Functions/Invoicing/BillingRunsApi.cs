using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Ids;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;
using Billing.Functions.Transactions;

using Functions.CustomHandler;

namespace Billing.Functions.Invoicing;

/// <summary>
/// 請求処理 by API (design §6): asked for, looked at, confirmed by the partner. What is asked for is written to the run's row; a message sets it going, and the
/// watchdog does when that is lost. Business keys: the month, or the <c>Idempotency-Key</c> of a dry run.
/// </summary>
internal sealed class BillingRunsApi(ApiRequests api, BillingRunStore runs, IMessageSender sender)
{
    [Function("StartBillingRun")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "billing-runs")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, InvoicingJson.Default.BillingRunBody,
            async (change, body) =>
            {
                change.RequirePartner();
                var result = await change.CommitAsync(runs.Table, BillingRunStore.Runs, version => RequestAsync(change, body, version, cancellationToken), cancellationToken);
                return await SetGoingAsync(result, "start", cancellationToken);
            },
            cancellationToken);

    [Function("GetBillingRun")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "billing-runs/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var run = await FindAsync(id, cancellationToken);
                var report = run.Value.Totals is null ? null : await runs.ReadReportAsync(run.Value.Id, cancellationToken);
                var view = BillingRunView.Of(run.Value, await ProgressAsync(run.Value, cancellationToken), report);
                return new DocumentAnswer<BillingRunView>(run, view, InvoicingJson.Readable.BillingRunView);
            },
            cancellationToken);

    /// <summary>A person has looked at the report, whose ETag must be in <c>If-Match</c>: what was seen is what is confirmed.</summary>
    [Function("ConfirmBillingRun")]
    public Task<IResult> ConfirmAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "billing-runs/{id}/confirm")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            async (change, _) =>
            {
                change.RequirePartner();
                var result = await change.CommitAsync(runs.Table, BillingRunStore.Runs, version => ConfirmAsync(change, id, version, cancellationToken), cancellationToken);
                return await SetGoingAsync(result, "confirm", cancellationToken);
            },
            cancellationToken);

    internal static Problem Unknown { get; } = Problem.NotFound("billing_run_unknown", "There is no such billing run.", "請求処理がありません。");

    internal async Task<StoredDocument<BillingRunRow>> FindAsync(string id, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var run) && await runs.FindAsync(run, cancellationToken) is { } found ? found : throw new ProblemException(Unknown);

    private async Task<Change> RequestAsync(ChangeRequest change, BillingRunBody body, string version, CancellationToken cancellationToken)
    {
        var month = ClosedMonth.Of(body.Month, change.Now);
        var id = body.DryRun && Ulid.TryParse(version, out var ulid) ? RunId.DryRun(ulid) : RunId.Of(month);
        var answer = ChangeAnswer.Of(
            StatusCodes.Status202Accepted, new AcceptedView(id.Value), ApiJson.Readable.AcceptedView, location: Location(id));
        if (!body.DryRun)
        {
            if (await runs.FindAsync(id, cancellationToken) is not null)
            {
                return Change.None(answer); // B30: one run a month
            }

            await RequireNotBilledAsync(month, cancellationToken);
        }

        var run = BillingRunRequests.New(id, month, change.Caller.Who, change.Now);
        return new Change([BillingRunStore.Insert(run)], [new AuditNote(BillingRunStore.Row(id), "requested", [])], answer);
    }

    private async Task<Change> ConfirmAsync(ChangeRequest change, string id, string version, CancellationToken cancellationToken)
    {
        var run = await FindAsync(id, cancellationToken);
        change.RequireMatch(run);
        if (!RunMoves.AwaitsPerson(run.Value.State))
        {
            throw new ProblemException(Problem.Conflict(
                "billing_run_not_waiting", $"The run is {run.Value.State}; only one that is Parked or Drafted waits for a person.",
                "この請求処理は確認待ちではありません。"));
        }

        var confirmed = run.Value with { State = RunState.Confirming, ConfirmedAt = change.Now, ConfirmedBy = change.Caller.Who, ProgressAt = change.Now };
        return new Change(
            [BillingRunStore.Replace(run, confirmed)],
            [new AuditNote(run.Row, "confirmed", ["state"])],
            ChangeAnswer.Of(StatusCodes.Status202Accepted, new AcceptedView(id), ApiJson.Readable.AcceptedView, version, Location(confirmed.Id)));
    }

    // B31: what an earlier month left unbilled is in the next run.
    private async Task RequireNotBilledAsync(BillingMonth month, CancellationToken cancellationToken)
    {
        if (await runs.LastCompletedAsync(before: null, cancellationToken) is { } last && last.Month >= month)
        {
            throw new ProblemException(Problem.Conflict(
                "month_already_billed", $"The run of {last.Month} has completed; what {month} left unbilled comes with the next run.",
                $"{last.Month}の請求処理は完了しています。{month}の未請求分は次回の請求処理で請求されます。"));
        }
    }

    private async Task<BillingProgressView> ProgressAsync(BillingRunRow run, CancellationToken cancellationToken)
    {
        if (run.Pages is not { } pages)
        {
            return new BillingProgressView(null, 0, 0);
        }

        var planned = await runs.CountPagesAtAsync(run.Id, RunPageStage.Planned, cancellationToken);
        var confirmed = await runs.CountPagesAtAsync(run.Id, RunPageStage.Confirmed, cancellationToken);
        return new BillingProgressView(pages, pages - planned, confirmed);
    }

    private async Task<IResult> SetGoingAsync(IResult result, string act, CancellationToken cancellationToken)
    {
        if (result is not ChangeAnswer { Status: StatusCodes.Status202Accepted, Location: { } location })
        {
            return result;
        }

        // Also for a repeat: whether the message was sent the first time is not known.
        var id = location[(location.LastIndexOf('/') + 1)..];
        var message = new AppEventMessage($"billing-{id}-{act}", "billing", AppEventMessage.BillingRun, id, null);
        try
        {
            await sender.SendAsync(AppEventMessage.Queue, message.Id, message.ToJson(), cancellationToken);
        }
        catch (IOException)
        {
            // The row is written: the watchdog starts what has not started.
        }

        return result;
    }

    private static string Location(RunId id) => $"/api/billing-runs/{id}";
}
