using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Catalogue;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Catalogue;

/// <summary>商品 (B01 to B03): the partner makes, publishes and edits products. There is no deleting: what was sold refers to them.</summary>
internal sealed class ProductsApi(ApiRequests api, CatalogueStore store, SupplierStore suppliers)
{
    [Function("ListProducts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "products")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () =>
            {
                var status = Lists.Choice<ProductStatus>(request, "status");
                return Lists.PageAsync(
                    request, page => store.ListProductsAsync(status, page.Cursor, page.Size, cancellationToken), ProductView.Of, CatalogueJson.Readable.PageViewProductView);
            },
            cancellationToken);

    [Function("GetProduct")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "products/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var product = await FindAsync(id, cancellationToken);
                return new DocumentAnswer<ProductView>(product, ProductView.Of(product.Value), CatalogueJson.Readable.ProductView);
            },
            cancellationToken);

    /// <summary>B01: made as 作成中.</summary>
    [Function("CreateProduct")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "products")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.ProductBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => CreateAsync(body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B02, B03: edited, published, or taken back, in either state.</summary>
    [Function("EditProduct")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "products/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.ProductBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => EditAsync(change, id, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    internal static Problem Unknown { get; } = Problem.NotFound("product_unknown", "There is no such product.", "商品がありません。");

    private async Task<Change> CreateAsync(ProductBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (!ProductId.TryParse(body.Id ?? version, out var id))
        {
            errors.Add("id", "id_invalid", "IDは英数字・ハイフン・下線の40文字以内です。", "An id has 1 to 40 letters, digits, '-' and '_'.");
        }

        if (body.Status is ProductStatus.Published)
        {
            errors.Add("status", "must_be_draft", "商品は「作成中」で作成されます。作成してから公開してください。", "A product is made as Draft. Publish it afterwards.");
        }

        var product = body.ToProduct(id, null, errors);
        FieldProblem.ThrowIfAny(errors);
        await RequireSupplierAsync(product!, cancellationToken);
        if (await store.FindAsync(id, cancellationToken) is not null)
        {
            throw new ProblemException(Problem.Conflict("product_exists", "There is a product of this id.", "このIDの商品はすでにあります。"));
        }

        return new Change(
            [DocumentWrite.Insert(CatalogueStore.Row(id), product!)],
            [new AuditNote(CatalogueStore.Row(id), "created", FieldChanges.All(ProductView.Of(product!), CatalogueJson.Readable.ProductView))],
            ChangeAnswer.Created($"/api/products/{id}", id.Value, version));
    }

    private async Task<Change> EditAsync(ChangeRequest change, string id, ProductBody body, string version, CancellationToken cancellationToken)
    {
        var former = await FindAsync(id, cancellationToken);
        change.RequireMatch(former);
        var errors = new FieldErrors();
        if (body.Id is not null && body.Id != former.Value.Id.Value)
        {
            errors.Add("id", "immutable", "IDは変更できません。", "An id cannot be changed.");
        }

        var product = body.ToProduct(former.Value.Id, former.Value, errors);
        FieldProblem.ThrowIfAny(errors);
        await RequireSupplierAsync(product!, cancellationToken);
        return new Change(
            [DocumentWrite.Replace(former, product!)],
            [new AuditNote(former.Row, "edited", ProductView.Changes(former.Value, product!))],
            ChangeAnswer.Changed(product!.Id.Value, version));
    }

    private async Task RequireSupplierAsync(Product product, CancellationToken cancellationToken)
    {
        if (product.Supplier is { } supplier && await suppliers.FindAsync(supplier, cancellationToken) is null)
        {
            throw FieldProblem.Of("supplierId", "unknown", "仕入先がありません。", "There is no such supplier.");
        }
    }

    private async Task<StoredDocument<Product>> FindAsync(string id, CancellationToken cancellationToken) =>
        ProductId.TryParse(id, out var product) && await store.FindAsync(product, cancellationToken) is { } found ? found : throw new ProblemException(Unknown);
}
