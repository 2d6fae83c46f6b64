namespace Billing.Core.Money;

/// <summary>Whether a price leaves the consumption tax out (税抜) or contains it (税込). An invoice has one basis.</summary>
public enum PriceBasis
{
    /// <summary>税抜: tax is added to the total of a rate.</summary>
    TaxExcluded,

    /// <summary>税込: tax is contained in the total of a rate.</summary>
    TaxIncluded,
}
