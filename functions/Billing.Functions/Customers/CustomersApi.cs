using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Customers;
using Billing.Functions.Access;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Customers;

/// <summary>顧客 (B10): made, edited and searched by the partner; a customer's own person may read its own.</summary>
internal sealed class CustomersApi(ApiRequests api, CustomerStore store, CustomerChanges changes)
{
    private static readonly (string Parameter, CustomerField Field)[] Searches =
        [("name", CustomerField.Name), ("kana", CustomerField.Kana), ("code", CustomerField.Code)];

    /// <summary>B10: by the beginning of <c>name</c>, <c>kana</c> or <c>code</c>, one of them; without, all in the order of their ids.</summary>
    [Function("ListCustomers")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(request, () => ListPageAsync(request, cancellationToken), cancellationToken);

    [Function("GetCustomer")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var customer = await FindAsync(store, caller, id, cancellationToken);
                return new DocumentAnswer<CustomerView>(customer, CustomerView.Of(customer.Value), CustomersJson.Readable.CustomerView);
            },
            cancellationToken);

    /// <summary>B10, B11: 顧客の登録.</summary>
    [Function("CreateCustomer")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CustomersJson.Default.CustomerBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CustomerRows.Partition, version => changes.CreateAsync(change, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B10, B11: 顧客の編集: the whole customer is replaced.</summary>
    [Function("EditCustomer")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CustomersJson.Default.CustomerBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(
                    store.Table, CustomerRows.Partition,
                    async version => await changes.EditAsync(change, await FindAsync(store, change.Caller, id, cancellationToken), body, version, cancellationToken),
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>Deletes a customer with <c>confirm=true</c>; what the law requires is kept, and the answer says what and until when.</summary>
    [Function("DeleteCustomer")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            (change, _) =>
            {
                change.RequirePartner();
                return change.CommitAsync(
                    store.Table, CustomerRows.Partition,
                    async version => await changes.DeleteAsync(change, await FindAsync(store, change.Caller, id, cancellationToken), version, cancellationToken),
                    cancellationToken);
            },
            cancellationToken);

    /// <summary>Everything that is held of a customer, for the customer itself (個人情報保護法 §33: 開示).</summary>
    [Function("ExportCustomer")]
    public Task<IResult> ExportAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}/export")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () => new CustomerExport(store, (await FindAsync(store, new Caller.System(), id, cancellationToken)).Value),
            cancellationToken);

    /// <exception cref="ProblemException">There is none, or it is not the caller's.</exception>
    internal static async Task<StoredDocument<Customer>> FindAsync(CustomerStore store, Caller caller, string id, CancellationToken cancellationToken) =>
        CustomerId.TryParse(id, out var customer) && caller.Sees(customer) && await store.FindAsync(customer, cancellationToken) is { } found
            ? found
            : throw new ProblemException(CustomerProblems.Unknown);

    private Task<IResult> ListPageAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var asked = Searches.Where(search => PageRequest.Text(request, search.Parameter) is not null).ToList();
        if (asked.Count > 1)
        {
            throw FieldProblem.Of(asked[1].Parameter, "one_search", "name・kana・codeのいずれか1つで検索してください。", "Search by one of name, kana and code.");
        }

        if (asked is [var (parameter, field)])
        {
            var text = PageRequest.Text(request, parameter)!;
            return Lists.PageAsync(
                request, page => store.SearchAsync(field, text, page.Cursor, page.Size, cancellationToken), CustomerSummaryView.Of,
                CustomersJson.Readable.PageViewCustomerSummaryView);
        }

        var status = Lists.Choice<CustomerStatus>(request, "status") ?? CustomerStatus.Active;
        return Lists.PageAsync(
            request, page => store.ListAsync(status, page.Cursor, page.Size, cancellationToken), CustomerSummaryView.Of,
            CustomersJson.Readable.PageViewCustomerSummaryView);
    }
}
