using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Validation;
using Billing.Functions.Catalogue;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Customers;

/// <summary>
/// 顧客カスタム項目 (B11), such as the company's own codes: defined and edited here, answered when a customer is created or edited. A new required
/// attribute is asked at a customer's next edit.
/// </summary>
internal sealed class CustomerAttributesApi(ApiRequests api, CustomerStore store)
{
    [Function("ListCustomerAttributes")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customer-attributes")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var attributes = await store.AttributesAsync(cancellationToken);
                return new JsonAnswer<PageView<AttributeView>>(
                    new PageView<AttributeView>([.. attributes.Select(attribute => AttributeView.Of(attribute.Value))], null), CatalogueJson.Readable.PageViewAttributeView);
            },
            cancellationToken);

    [Function("GetCustomerAttribute")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "customer-attributes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var attribute = await FindAsync(id, cancellationToken);
                return new DocumentAnswer<AttributeView>(attribute, AttributeView.Of(attribute.Value), CatalogueJson.Readable.AttributeView);
            },
            cancellationToken);

    /// <summary>B11: 顧客カスタム項目の登録.</summary>
    [Function("CreateCustomerAttribute")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "customer-attributes")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.AttributeBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CustomerRows.Partition, version => CreateAsync(body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B11: 項目の編集. Its type stays: customers may have answered it.</summary>
    [Function("EditCustomerAttribute")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "customer-attributes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.AttributeBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CustomerRows.Partition, version => EditAsync(change, id, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private async Task<Change> CreateAsync(AttributeBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!AttributeId.TryParse(body.Id ?? version, out var id))
        {
            errors.Add("id", "id_invalid", "IDは英数字・ハイフン・下線の40文字以内です。", "An id has 1 to 40 letters, digits, '-' and '_'.");
        }

        var attribute = body.ToDefinition(id, errors);
        FieldProblem.ThrowIfAny(errors);
        var all = await store.AttributesAsync(cancellationToken);
        if (all.Any(other => other.Value.Id == id))
        {
            throw new ProblemException(AttributeProblems.Exists);
        }

        if (all.Count >= CustomerStore.MostAttributes)
        {
            throw new ProblemException(Problem.Conflict(
                "too_many_attributes", $"There are {CustomerStore.MostAttributes} customer attributes already.", $"顧客カスタム項目は{CustomerStore.MostAttributes}件までです。"));
        }

        return new Change(
            [DocumentWrite.Insert(CustomerRows.Row(id), attribute!)],
            [new AuditNote(CustomerRows.Row(id), "created", FieldChanges.All(AttributeView.Of(attribute!), CatalogueJson.Readable.AttributeView))],
            ChangeAnswer.Created($"/api/customer-attributes/{id}", id.Value, version));
    }

    private async Task<Change> EditAsync(ChangeRequest change, string id, AttributeBody body, string version, CancellationToken cancellationToken)
    {
        var former = await FindAsync(id, cancellationToken);
        change.RequireMatch(former);
        var errors = new FieldErrors();
        if (body.Id is not null && body.Id != id)
        {
            errors.Add("id", "immutable", "IDは変更できません。", "An id cannot be changed.");
        }

        if (body.Type is { } type && type != former.Value.Type)
        {
            errors.Add("type", "immutable", "項目の型は変更できません。", "The type of a customer attribute cannot be changed.");
        }

        var attribute = body.ToDefinition(former.Value.Id, errors);
        FieldProblem.ThrowIfAny(errors);
        return new Change(
            [DocumentWrite.Replace(former, attribute!)],
            [new AuditNote(former.Row, "edited", AttributeView.Changes(former.Value, attribute!))],
            ChangeAnswer.Changed(id, version));
    }

    private async Task<StoredDocument<AttributeDefinition>> FindAsync(string id, CancellationToken cancellationToken) =>
        AttributeId.TryParse(id, out var attribute) && await store.FindAsync(attribute, cancellationToken) is { } found
            ? found
            : throw new ProblemException(AttributeProblems.Unknown);
}
