namespace Billing.Core.Money;

/// <summary>税区分 of a product: what kind of supply it is. Which rate that means depends on the service month (<see cref="TaxCodes.For"/>).</summary>
public enum TaxCategory
{
    /// <summary>標準税率.</summary>
    Standard,

    /// <summary>軽減税率.</summary>
    Reduced,

    /// <summary>非課税.</summary>
    Exempt,

    /// <summary>不課税 (対象外).</summary>
    OutOfScope,

    /// <summary>輸出免税.</summary>
    ExportExempt,
}
