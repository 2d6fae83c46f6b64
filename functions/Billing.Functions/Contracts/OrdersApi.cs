using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Access;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Contracts;

/// <summary>
/// 注文 (B21 to B26, B41, B44). A customer's own people order by the same steps and see their own orders; only the partner completes, withdraws and
/// tells progress.
/// </summary>
internal sealed class OrdersApi(
    ApiRequests api, ContractRequests requests, ContractStore store, OpenOrders open, OrderPlacement placement, OrderCommands commands)
{
    /// <summary>B26: 注文履歴 of a customer. Without a customer the partner lists what is 注文処理中 at all customers (<c>status=Processing</c>).</summary>
    [Function("ListOrders")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            caller => Lists.PageAsync(
                request, page => ListAsync(caller, request, page, cancellationToken), order => OrderView.Of(order, caller.IsPartner), ContractsJson.Readable.PageViewOrderView),
            cancellationToken);

    [Function("GetOrder")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var (customer, order) = await requests.OrderAsync(caller, id, cancellationToken);
                var found = await requests.ReadAsync(customer, order, cancellationToken);
                return new DocumentAnswer<OrderView>(found, OrderView.Of(found.Value, caller.IsPartner), ContractsJson.Readable.OrderView);
            },
            cancellationToken);

    /// <summary>B21 to B24: 新規・追加・数量減・解約, by the partner on behalf of a customer or by the customer itself (B41).</summary>
    [Function("PlaceOrder")]
    public Task<IResult> PlaceAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.OrderBody,
            async (change, body) =>
            {
                FieldProblem.ThrowIfAny(body.Check(byCustomer: !change.Caller.IsPartner));
                var id = OrderId.Parse(change.NewId());
                if (body.Kind == OrderKind.New)
                {
                    var (customer, basic) = await requests.BasicContractAsync(change.Caller, body.BasicContractId, cancellationToken);
                    return await CommitAsync(change, customer, version => placement.NewAsync(change, id, customer, basic, body, version, cancellationToken), cancellationToken);
                }

                var (owner, contract) = await requests.ContractAsync(change.Caller, body.ContractId, cancellationToken);
                return await CommitAsync(change, owner, version => placement.ChangeAsync(change, id, owner, contract, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B25: 注文の完了, by the partner only (B41).</summary>
    [Function("CompleteOrder")]
    public Task<IResult> CompleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id}/complete")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.CompletionBody,
            (change, body) => CommandAsync(
                change, id, (customer, order, version) => commands.CompleteAsync(change, customer, order, body, version, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>取下げ of what is 注文処理中.</summary>
    [Function("WithdrawOrder")]
    public Task<IResult> WithdrawAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id}/withdraw")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.WithdrawalBody,
            (change, body) => CommandAsync(
                change, id, (customer, order, version) => commands.WithdrawAsync(change, customer, order, body, version, cancellationToken), cancellationToken),
            cancellationToken);

    /// <summary>B44: 外部の進捗.</summary>
    [Function("RecordProgress")]
    public Task<IResult> ProgressAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "orders/{id}/progress")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.ProgressBody,
            (change, body) => CommandAsync(
                change, id, (customer, order, version) => commands.ProgressAsync(change, customer, order, body, version, cancellationToken), cancellationToken),
            cancellationToken);

    private async Task<IResult> CommandAsync(
        ChangeRequest change, string id, Func<CustomerId, OrderId, string, Task<Change>> decide, CancellationToken cancellationToken)
    {
        change.RequirePartner();
        var (customer, order) = await requests.OrderAsync(change.Caller, id, cancellationToken);
        return await CommitAsync(change, customer, version => decide(customer, order, version), cancellationToken);
    }

    private Task<IResult> CommitAsync(ChangeRequest change, CustomerId customer, Func<string, Task<Change>> decide, CancellationToken cancellationToken) =>
        change.CommitAsync(store.Table, ContractRows.Partition(customer), decide, cancellationToken);

    private Task<Page<StoredDocument<Order>>> ListAsync(Caller caller, HttpRequest request, PageRequest page, CancellationToken cancellationToken)
    {
        var (status, kind) = (Lists.Choice<OrderStatus>(request, "status"), Lists.Choice<OrderKind>(request, "kind"));
        var contract = PageRequest.Text(request, "contract");
        if (ContractRequests.ListedCustomer(caller, request) is { } customer)
        {
            return store.ListOrdersAsync(
                customer,
                order => (status is null || order.Status == status) && (kind is null || order.Kind == kind)
                    && (contract is null || order.Lines.Any(line => line.Contract.Value == contract)),
                $"{status} {kind} {contract}", page.Cursor, page.Size, cancellationToken);
        }

        return status == OrderStatus.Processing && kind is null && contract is null
            ? open.ListAsync(page.Cursor, page.Size, cancellationToken)
            : throw FieldProblem.Of(
                "customer", "required", "顧客を指定してください。全顧客の一覧はstatus=Processingのみです。", "Name the customer. The list of all customers is status=Processing alone.");
    }
}
