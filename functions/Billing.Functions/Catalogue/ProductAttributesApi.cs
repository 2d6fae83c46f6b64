using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Catalogue;

/// <summary>商品カスタム項目: defined (B04), edited (B06), deleted with its protections (B07). Links are <see cref="AttributeLinksApi"/>'s.</summary>
internal sealed class ProductAttributesApi(ApiRequests api, CatalogueStore store)
{
    [Function("ListProductAttributes")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "product-attributes")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () => Lists.PageAsync(
                request, page => store.ListAttributesAsync(page.Cursor, page.Size, cancellationToken), AttributeView.Of, CatalogueJson.Readable.PageViewAttributeView),
            cancellationToken);

    [Function("GetProductAttribute")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "product-attributes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var attribute = await FindAsync(store, id, cancellationToken);
                return new DocumentAnswer<AttributeView>(attribute, AttributeView.Of(attribute.Value), CatalogueJson.Readable.AttributeView);
            },
            cancellationToken);

    /// <summary>B04: 商品カスタム項目の登録.</summary>
    [Function("CreateProductAttribute")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "product-attributes")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.AttributeBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => CreateAsync(body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B06: 項目の編集. What was answered keeps its type: the answers would no longer fit.</summary>
    [Function("EditProductAttribute")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "product-attributes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.AttributeBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => EditAsync(change, id, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B07: 項目の削除. Linked: refused, unlink it first. Answered by an order: only with <c>confirm=true</c>; orders keep their answers.</summary>
    [Function("DeleteProductAttribute")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "product-attributes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            (change, _) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => DeleteAsync(change, id, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <exception cref="ProblemException">There is none.</exception>
    internal static async Task<StoredDocument<AttributeDefinition>> FindAsync(CatalogueStore store, string id, CancellationToken cancellationToken) =>
        AttributeId.TryParse(id, out var attribute) && await store.FindAsync(attribute, cancellationToken) is { } found
            ? found
            : throw new ProblemException(AttributeProblems.Unknown);

    private async Task<Change> CreateAsync(AttributeBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!AttributeId.TryParse(body.Id ?? version, out var id))
        {
            errors.Add("id", "id_invalid", "IDは英数字・ハイフン・下線の40文字以内です。", "An id has 1 to 40 letters, digits, '-' and '_'.");
        }

        var attribute = body.ToDefinition(id, errors);
        FieldProblem.ThrowIfAny(errors);
        if (await store.FindAsync(id, cancellationToken) is not null)
        {
            throw new ProblemException(AttributeProblems.Exists);
        }

        return new Change(
            [DocumentWrite.Insert(CatalogueStore.Row(id), attribute!)],
            [new AuditNote(CatalogueStore.Row(id), "created", FieldChanges.All(AttributeView.Of(attribute!), CatalogueJson.Readable.AttributeView))],
            ChangeAnswer.Created($"/api/product-attributes/{id}", id.Value, version));
    }

    private async Task<Change> EditAsync(ChangeRequest change, string id, AttributeBody body, string version, CancellationToken cancellationToken)
    {
        var former = await FindAsync(store, id, cancellationToken);
        change.RequireMatch(former);
        var errors = new FieldErrors();
        if (body.Id is not null && body.Id != id)
        {
            errors.Add("id", "immutable", "IDは変更できません。", "An id cannot be changed.");
        }

        if (body.Type is { } type && type != former.Value.Type && await store.IsAnsweredAsync(former.Value.Id, cancellationToken))
        {
            errors.Add("type", "answered", "注文で入力済みの項目の型は変更できません。", "Orders have answered this attribute: its type stays.");
        }

        var attribute = body.ToDefinition(former.Value.Id, errors);
        FieldProblem.ThrowIfAny(errors);
        return new Change(
            [DocumentWrite.Replace(former, attribute!)],
            [new AuditNote(former.Row, "edited", AttributeView.Changes(former.Value, attribute!))],
            ChangeAnswer.Changed(id, version));
    }

    private async Task<Change> DeleteAsync(ChangeRequest change, string id, string version, CancellationToken cancellationToken)
    {
        var former = await FindAsync(store, id, cancellationToken);
        change.RequireMatch(former);
        if (await store.LinkedToAsync(former.Value.Id, AttributeProblems.MostNamed, cancellationToken) is { Count: > 0 } linked)
        {
            throw new ProblemException(AttributeProblems.Linked(linked.Select(product => product.Value.Id)));
        }

        if (!Lists.IsConfirmed(change.Request) && await store.IsAnsweredAsync(former.Value.Id, cancellationToken))
        {
            throw new ProblemException(AttributeProblems.Answered);
        }

        return new Change([DocumentWrite.Delete(former)], [new AuditNote(former.Row, "deleted", [])], ChangeAnswer.Changed(id, version));
    }
}
