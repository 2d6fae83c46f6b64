using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Transactions;

/// <summary>Reads transactions: what the rows say, without asking anybody.</summary>
internal sealed class TransactionsApi(ITransactionStore store)
{
    [Function("ListTransactions")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!PageRequest.TryRead(request, out var page, out var problem) || !TryReadFilter(request, out var app, out var status, out problem))
        {
            return problem!;
        }

        try
        {
            var found = await store.ListAsync(app, status, page.Cursor, page.Size, cancellationToken);
            var view = new PageView<TransactionView>([.. found.Items.Select(TransactionView.Of)], found.Cursor);
            return new JsonAnswer<PageView<TransactionView>>(view, ApiJson.Readable.PageViewTransactionView);
        }
        catch (InvalidCursorException)
        {
            return PageRequest.CursorInvalid;
        }
    }

    [Function("GetTransaction")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        _ = request; // nothing of it but the route
        return await FindAsync(id, cancellationToken) is { } state
            ? new JsonAnswer<TransactionView>(TransactionView.Of(state), ApiJson.Readable.TransactionView)
            : Unknown;
    }

    [Function("GetTimeline")]
    public async Task<IResult> TimelineAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "transactions/{id}/timeline")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!PageRequest.TryRead(request, out var page, out var problem))
        {
            return problem!;
        }

        if (await FindAsync(id, cancellationToken) is not { } state)
        {
            return Unknown;
        }

        try
        {
            var found = await store.ReadTimelineAsync(state.Id, page.Cursor, page.Size, cancellationToken);
            var view = new PageView<TimelineView>([.. found.Items.Select(TimelineView.Of)], found.Cursor);
            return new JsonAnswer<PageView<TimelineView>>(view, ApiJson.Readable.PageViewTimelineView);
        }
        catch (InvalidCursorException)
        {
            return PageRequest.CursorInvalid;
        }
    }

    internal static Problem Unknown { get; } = Problem.NotFound(
        "transaction_unknown", "There is no such transaction. Its id is {app}-{recordId}.", "取引がありません。IDは{app}-{recordId}です。");

    private async Task<TransactionState?> FindAsync(string id, CancellationToken cancellationToken) =>
        TransactionId.TryParse(id, out var parsed) ? (await store.ReadAsync(parsed, cancellationToken)).State : null;

    private static bool TryReadFilter(HttpRequest request, out AppKey? app, out TransactionStatus? status, out Problem? problem)
    {
        (app, status, problem) = (null, null, null);
        if (PageRequest.Text(request, "app") is { } appText)
        {
            if (!AppKey.TryParse(appText, out var key))
            {
                problem = Problem.AppUnknown;
                return false;
            }

            app = key;
        }

        if (PageRequest.Text(request, "status") is { } statusText)
        {
            var names = Enum.GetNames<TransactionStatus>();
            if (Array.FindIndex(names, name => name.Equals(statusText, StringComparison.OrdinalIgnoreCase)) is not (>= 0 and var at)) // numbers and lists are no names
            {
                var all = string.Join(", ", names);
                problem = Problem.BadRequest("status_unknown", $"'status' must be one of {all}.", $"statusは次のいずれかにしてください: {all}");
                return false;
            }

            status = Enum.GetValues<TransactionStatus>()[at];
        }

        return true;
    }
}
