using System.Globalization;

using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Catalogue;

/// <summary>
/// Links of attributes to products (B05, B08). Adding and removing one link do not overwrite anybody's edit, so that no <c>If-Match</c> is asked.
/// The attribute's row is written along: whoever deletes it at the same time loses, and sees the link.
/// </summary>
internal sealed class AttributeLinksApi(ApiRequests api, CatalogueStore store)
{
    // Each takes its row and its audit entry; the attribute, its own and the stored answer must fit too.
    private const int MostProducts = 45;

    /// <summary>B05: 複数の商品へ一括で紐づける: all of them or none. Linked already is no error.</summary>
    [Function("LinkProductAttribute")]
    public Task<IResult> LinkAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "product-attributes/{id}/links")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, CatalogueJson.Default.LinksBody,
            (change, body) =>
            {
                change.RequirePartner();
                var products = Products(body);
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => LinkAsync(id, products, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B08: 商品ごとに紐づけを解除する. Orders keep what they have answered.</summary>
    [Function("UnlinkProductAttribute")]
    public Task<IResult> UnlinkAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "product-attributes/{id}/links/{productId}")] HttpRequest request,
        string id,
        string productId,
        CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request,
            (change, _) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, CatalogueStore.Partition, version => UnlinkAsync(id, productId, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private async Task<Change> LinkAsync(string id, IReadOnlyList<ProductId> products, string version, CancellationToken cancellationToken)
    {
        var attribute = await ProductAttributesApi.FindAsync(store, id, cancellationToken);
        var found = await Task.WhenAll(products.Select(product => store.FindAsync(product, cancellationToken)));
        var errors = new FieldErrors();
        List<DocumentWrite> writes = [];
        List<AuditNote> notes = [];
        for (var index = 0; index < found.Length; index++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"productIds[{index}]");
            if (found[index] is not { } product)
            {
                errors.Add(field, "unknown", "商品がありません。", "There is no such product.");
            }
            else if (ProductRules.Link(product.Value, attribute.Value.Id) is not { } linked)
            {
                errors.Add(field, "too_many", $"1商品の項目は{ProductRules.MostAttributes}件までです。", $"A product asks at most {ProductRules.MostAttributes} attributes.");
            }
            else if (!ReferenceEquals(linked, product.Value))
            {
                writes.Add(DocumentWrite.Replace(product, linked));
                notes.Add(new AuditNote(product.Row, "attribute_linked", ["attributeIds"]));
            }
        }

        FieldProblem.ThrowIfAny(errors);
        return WithAttribute(attribute, writes, notes, version);
    }

    private async Task<Change> UnlinkAsync(string id, string productId, string version, CancellationToken cancellationToken)
    {
        var attribute = await ProductAttributesApi.FindAsync(store, id, cancellationToken);
        if (!ProductId.TryParse(productId, out var parsed) || await store.FindAsync(parsed, cancellationToken) is not { } product)
        {
            throw new ProblemException(ProductsApi.Unknown);
        }

        if (!product.Value.Attributes.Contains(attribute.Value.Id))
        {
            throw new ProblemException(AttributeProblems.NotLinked);
        }

        return WithAttribute(
            attribute,
            [DocumentWrite.Replace(product, ProductRules.Unlink(product.Value, attribute.Value.Id))],
            [new AuditNote(product.Row, "attribute_unlinked", ["attributeIds"])],
            version);
    }

    private static Change WithAttribute(StoredDocument<AttributeDefinition> attribute, List<DocumentWrite> writes, List<AuditNote> notes, string version)
    {
        var id = attribute.Value.Id.Value;
        return writes.Count == 0
            ? Change.None(ChangeAnswer.Changed(id, attribute.Version))
            : new Change([.. writes, DocumentWrite.Replace(attribute, attribute.Value)], notes, ChangeAnswer.Changed(id, version));
    }

    private static List<ProductId> Products(LinksBody body)
    {
        var errors = new FieldErrors();
        errors.Range("productIds", body.ProductIds?.Count ?? 0, 1, MostProducts);
        FieldProblem.ThrowIfAny(errors);
        List<ProductId> products = [];
        for (var index = 0; index < body.ProductIds!.Count; index++)
        {
            if (!ProductId.TryParse(body.ProductIds[index], out var product) || products.Contains(product))
            {
                errors.Add(
                    string.Create(CultureInfo.InvariantCulture, $"productIds[{index}]"), "id_invalid", "IDが正しくないか、重複しています。", "Not an id, or listed twice.");
            }

            products.Add(product);
        }

        FieldProblem.ThrowIfAny(errors);
        return products;
    }
}
