using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Customers;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Customers;

/// <summary>
/// 顧客アカウント (B12): the people of a customer who may sign in, by e-mail. Invitation, first sign-in and passwords are the platform's (B13).
/// The customer's row is written along, so that an account is never added to a customer that is being deleted.
/// </summary>
internal sealed class AccountsApi(ApiRequests api, CustomerStore store)
{
    [Function("ListAccounts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customers/{id}/accounts")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var customer = await FindAsync(id, cancellationToken);
                var accounts = await store.AccountsOfAsync(customer.Value.Id, cancellationToken);
                return new JsonAnswer<AccountsView>(new AccountsView([.. accounts.Select(account => AccountView.Of(account.Value))]), CustomersJson.Readable.AccountsView);
            },
            cancellationToken);

    /// <summary>B12: one e-mail address is one account of one customer.</summary>
    [Function("CreateAccount")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "customers/{id}/accounts")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CustomersJson.Default.AccountBody,
            (change, body) =>
            {
                change.RequirePartner();
                var email = EmailAddress.TryParse(body.Email, out var parsed)
                    ? parsed
                    : throw FieldProblem.Of("email", "email_invalid", "メールアドレスの形式が正しくありません。", "An e-mail address was expected.");
                return change.CommitAsync(store.Table, CustomerRows.Partition, version => CreateAsync(change, id, email, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B12: アカウントの削除は取り消せない: only with <c>confirm=true</c>, and the refusal without it says so.</summary>
    [Function("DeleteAccount")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "customers/{id}/accounts/{accountId}")] HttpRequest request,
        string id,
        string accountId,
        CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            (change, _) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CustomerRows.Partition, version => DeleteAsync(change, id, accountId, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private async Task<Change> CreateAsync(ChangeRequest change, string id, EmailAddress email, string version, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(id, cancellationToken);
        if (customer.Value.Status == CustomerStatus.Deleted)
        {
            throw new ProblemException(CustomerProblems.Deleted);
        }

        var account = new CustomerAccount(CustomerAccounts.IdOf(email.Value), email.Value, customer.Value.Id, change.Now);
        if (await store.Table.ReadAsync<CustomerAccount>(CustomerRows.Partition, CustomerAccounts.Row(email.Value), cancellationToken) is not null)
        {
            throw new ProblemException(CustomerProblems.AccountExists);
        }

        if ((await store.AccountsOfAsync(customer.Value.Id, cancellationToken)).Count >= CustomerStore.MostAccounts)
        {
            throw FieldProblem.Of("email", "too_many", $"アカウントは{CustomerStore.MostAccounts}件までです。", $"A customer has at most {CustomerStore.MostAccounts} accounts.");
        }

        return new Change(
            [.. CustomerAccounts.Insert(account), DocumentWrite.Replace(customer, customer.Value)],
            [new AuditNote(customer.Row, "account_created", ["accounts"])],
            ChangeAnswer.Created($"/api/customers/{customer.Value.Id}/accounts", account.Id, version));
    }

    private async Task<Change> DeleteAsync(ChangeRequest change, string id, string accountId, string version, CancellationToken cancellationToken)
    {
        var customer = await FindAsync(id, cancellationToken);
        var accounts = await store.AccountsOfAsync(customer.Value.Id, cancellationToken);
        if (accounts.FirstOrDefault(account => account.Value.Id == accountId) is not { } found)
        {
            throw new ProblemException(CustomerProblems.AccountUnknown);
        }

        if (!Lists.IsConfirmed(change.Request))
        {
            throw new ProblemException(CustomerProblems.AccountDeletionUnconfirmed);
        }

        return new Change(
            [.. CustomerAccounts.Delete(found), DocumentWrite.Replace(customer, customer.Value)],
            [new AuditNote(customer.Row, "account_deleted", ["accounts"])],
            ChangeAnswer.Changed(accountId, version));
    }

    private async Task<StoredDocument<Customer>> FindAsync(string id, CancellationToken cancellationToken) =>
        await CustomersApi.FindAsync(store, new Access.Caller.System(), id, cancellationToken);
}
