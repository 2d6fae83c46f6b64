namespace Billing.Core.Catalogue;

/// <summary>The state of a product template. Both can be edited (B03).</summary>
public enum ProductStatus
{
    /// <summary>作成中 (B01): not sold.</summary>
    Draft,

    /// <summary>公開中 (B02): may be offered and ordered.</summary>
    Published,
}
