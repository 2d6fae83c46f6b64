using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

namespace Billing.Functions.Customers;

/// <summary>Decides what creating, editing and deleting a customer writes.</summary>
internal sealed class CustomerChanges(CustomerStore store)
{
    public async Task<Change> CreateAsync(ChangeRequest change, CustomerBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!CustomerId.TryParse(body.Id ?? version, out var id))
        {
            errors.Add("id", "id_invalid", "IDは英数字・ハイフン・下線の40文字以内です。", "An id has 1 to 40 letters, digits, '-' and '_'.");
        }

        var customer = body.ToCustomer(id, change.Now, errors);
        await CheckAsync(errors, customer, cancellationToken);
        if (await store.FindAsync(id, cancellationToken) is not null)
        {
            throw new ProblemException(CustomerProblems.Exists);
        }

        return new Change(
            CustomerRows.Save(null, customer),
            [new AuditNote(CustomerRows.Row(id), "created", FieldChanges.All(CustomerView.Of(customer), CustomersJson.Readable.CustomerView))],
            ChangeAnswer.Created($"/api/customers/{id}", id.Value, version, Warnings(customer)));
    }

    public async Task<Change> EditAsync(
        ChangeRequest change, StoredDocument<Customer> former, CustomerBody body, string version, CancellationToken cancellationToken)
    {
        if (former.Value.Status == CustomerStatus.Deleted)
        {
            throw new ProblemException(CustomerProblems.Deleted);
        }

        change.RequireMatch(former);
        var errors = new FieldErrors();
        if (body.Id is not null && body.Id != former.Value.Id.Value)
        {
            errors.Add("id", "immutable", "IDは変更できません。", "An id cannot be changed.");
        }

        var customer = body.ToCustomer(former.Value.Id, former.Value.CreatedAt, errors);
        await CheckAsync(errors, customer, cancellationToken);
        return new Change(
            CustomerRows.Save(former, customer),
            [new AuditNote(former.Row, "edited", CustomerView.Changes(former.Value, customer))],
            ChangeAnswer.Changed(customer.Id.Value, version, Warnings(customer)));
    }

    public async Task<Change> DeleteAsync(ChangeRequest change, StoredDocument<Customer> former, string version, CancellationToken cancellationToken)
    {
        if (former.Value.Status == CustomerStatus.Deleted)
        {
            throw new ProblemException(CustomerProblems.Deleted);
        }

        change.RequireMatch(former);
        if (await store.HasOpenRowsAsync(former.Value.Id, cancellationToken))
        {
            throw new ProblemException(CustomerProblems.StillOpen);
        }

        if (!Lists.IsConfirmed(change.Request))
        {
            throw new ProblemException(CustomerProblems.DeletionUnconfirmed);
        }

        var rows = await store.CountBillingRowsAsync(former.Value.Id, cancellationToken);
        var accounts = await store.AccountsOfAsync(former.Value.Id, cancellationToken);
        return Deletion(former, accounts, rows, TokyoTime.DateOf(change.Now), version);
    }

    private static Change Deletion(
        StoredDocument<Customer> former, IReadOnlyList<StoredDocument<CustomerAccount>> accounts, int billingRows, DateOnly today, string version)
    {
        var (customer, reduced) = (former.Value, CustomerDeletion.Reduce(former.Value, today));
        var keeps = billingRows > 0;
        var view = new DeletionView(
            customer.Id.Value,
            [.. Gone(customer, keeps ? reduced : null), "accounts"],
            keeps ? Kept(billingRows, reduced.KeptUntil!.Value) : []);
        return new Change(
            [
                keeps ? DocumentWrite.Replace(former, reduced) : DocumentWrite.Delete(former),
                .. CustomerRows.Unlist(customer),
                .. accounts.SelectMany(account => CustomerAccounts.Delete(account)),
            ],
            [new AuditNote(former.Row, "deleted", view.Deleted)],
            ChangeAnswer.Of(StatusCodes.Status200OK, view, CustomersJson.Readable.DeletionView, keeps ? version : null));
    }

    private static IEnumerable<string> Gone(Customer customer, Customer? kept)
    {
        var type = CustomersJson.Readable.CustomerView;
        var fields = FieldChanges.All(CustomerView.Of(customer), type);
        return kept is null ? fields : CustomerView.Changes(customer, kept).Intersect(fields).Except(["status"]);
    }

    private static List<KeptView> Kept(int billingRows, DateOnly until) =>
    [
        new("contracts_orders_invoices", billingRows, until, "帳簿書類の保存義務（法人税法・消費税法）", "Books and invoices must be kept (corporation tax and consumption tax acts)."),
        new("name_and_address", 1, until, "適格請求書の写しの交付先を示すため", "They say to whom the kept invoices were issued."),
        new("audit_entries", 1, until, "誰がいつ何を変更したかの記録（値は含みません）", "Who changed what and when; they hold no values."),
    ];

    private async Task CheckAsync(FieldErrors errors, Customer customer, CancellationToken cancellationToken)
    {
        var asked = await store.AttributesAsync(cancellationToken);
        errors.AddRange(CustomerRules.Validate(customer, [.. asked.Select(attribute => attribute.Value)]));
        FieldProblem.ThrowIfAny(errors);
        if (customer.Code is not null && await store.OwnerOfAsync(customer.Code, cancellationToken) is { } owner && owner != customer.Id)
        {
            throw FieldProblem.Of("code", "taken", "この顧客コードはすでに使われています。", "Another customer has this code.");
        }
    }

    private static List<ChangeWarning> Warnings(Customer customer) =>
        [.. CustomerRules.Warnings(customer).Select(warning => new ChangeWarning(warning.Code, warning.MessageJa, warning.MessageEn))];
}
