using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Catalogue;

/// <summary>
/// Products and their attributes: table <c>Catalogue</c>, partition <c>products</c>, so that an attribute and the products it is linked to
/// change together. Rows <c>product-{id}</c>, <c>attribute-{id}</c>, <c>answered-{attribute}</c>.
/// </summary>
public sealed class CatalogueStore(DocumentTables tables, UlidGenerator ulids, TimeProvider time)
{
    public const string Partition = "products";

    private const string ProductPrefix = "product-";
    private const string AttributePrefix = "attribute-";

    public DocumentTable Table => tables.Catalogue;

    public static string Row(ProductId id) => ProductPrefix + id.Value;

    public static string Row(AttributeId id) => AttributePrefix + id.Value;

    public Task<StoredDocument<Product>?> FindAsync(ProductId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<Product>(Partition, Row(id), cancellationToken);

    public Task<StoredDocument<AttributeDefinition>?> FindAsync(AttributeId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<AttributeDefinition>(Partition, Row(id), cancellationToken);

    /// <param name="status">Null for both.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<Product>>> ListProductsAsync(ProductStatus? status, string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<Product>(
            Partition, ProductPrefix, cursor, size, cancellationToken,
            status is null ? null : product => product.Status == status, $"{status}");

    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public Task<Page<StoredDocument<AttributeDefinition>>> ListAttributesAsync(string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<AttributeDefinition>(Partition, AttributePrefix, cursor, size, cancellationToken);

    /// <summary>B09: what is asked when the product is ordered, in the order of the links.</summary>
    public async Task<IReadOnlyList<AttributeDefinition>> AttributesOfAsync(Product product, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(product.Attributes.Select(id => FindAsync(id, cancellationToken)));
        return [.. found.OfType<StoredDocument<AttributeDefinition>>().Select(document => document.Value)];
    }

    /// <summary>The products that an attribute is linked to, at most so many.</summary>
    public async Task<IReadOnlyList<StoredDocument<Product>>> LinkedToAsync(AttributeId attribute, int most, CancellationToken cancellationToken)
    {
        var linked = new List<StoredDocument<Product>>();
        await foreach (var product in Table.ScanAsync<Product>(Partition, ProductPrefix, cancellationToken))
        {
            if (product.Value.Attributes.Contains(attribute))
            {
                linked.Add(product);
                if (linked.Count == most)
                {
                    break;
                }
            }
        }

        return linked;
    }

    /// <summary>
    /// Notes that an order answers these attributes, before that order is written: from then on deleting one needs a confirmation (B07). Repeatable;
    /// a note without its order only asks for a confirmation too many.
    /// </summary>
    public async Task NoteAnsweredAsync(IEnumerable<AttributeId> attributes, CancellationToken cancellationToken)
    {
        var notes = attributes.Distinct().Select(id => DocumentWrite.Put(AnsweredRow(id), new AnsweredNote(time.GetUtcNow()))).Chunk(DocumentTable.MostWrites);
        foreach (var chunk in notes)
        {
            await Table.WriteAsync(Partition, ulids.Next().ToString(), chunk, cancellationToken);
        }
    }

    /// <summary>Whether any order has ever answered it.</summary>
    public async Task<bool> IsAnsweredAsync(AttributeId attribute, CancellationToken cancellationToken) =>
        await Table.ReadAsync<AnsweredNote>(Partition, AnsweredRow(attribute), cancellationToken) is not null;

    private static string AnsweredRow(AttributeId id) => "answered-" + id.Value;

    /// <param name="At">When an order last answered it.</param>
    private sealed record AnsweredNote(DateTimeOffset At);
}
