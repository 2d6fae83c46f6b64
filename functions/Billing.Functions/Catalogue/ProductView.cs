using Billing.Core.Catalogue;
using Billing.Core.Money;
using Billing.Functions.Hosting;

namespace Billing.Functions.Catalogue;

/// <summary>A product as it is shown.</summary>
internal sealed record ProductView(
    string Id,
    string Name,
    string? Description,
    ProductStatus Status,
    string StatusJa,
    FeePattern Pattern,
    long InitialFee,
    long MonthlyFee,
    bool InitialFeeByQuantity,
    int FreeMonths,
    TaxCategory Tax,
    PriceBasis Basis,
    string? SupplierId,
    BillingCycle Cycle,
    IReadOnlyList<string> AttributeIds)
{
    public static ProductView Of(Product product) => new(
        product.Id.Value, product.Name, product.Description, product.Status, product.Status == ProductStatus.Draft ? "作成中" : "公開中", product.Pattern,
        product.InitialFee.Amount, product.MonthlyFee.Amount, product.InitialFeeByQuantity, product.FreeMonths, product.Tax, product.Basis,
        product.Supplier?.Value, product.Cycle, [.. product.Attributes.Select(id => id.Value)]);

    /// <summary>The names of the fields in which the two differ, for the audit entry.</summary>
    public static IReadOnlyList<string> Changes(Product before, Product after) => FieldChanges.Of(Of(before), Of(after), CatalogueJson.Readable.ProductView);
}
