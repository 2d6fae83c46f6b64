namespace Billing.Core.Money;

/// <summary>The rate under which a line is totalled. Reduced 8 % and old 8 % are two rates although the number is one.</summary>
public enum TaxCode
{
    /// <summary>10 %, from October 2019.</summary>
    Standard10,

    /// <summary>軽減 8 %, from October 2019.</summary>
    Reduced8,

    /// <summary>旧 8 %, April 2014 to September 2019.</summary>
    Old8,

    /// <summary>非課税.</summary>
    Exempt,

    /// <summary>不課税.</summary>
    OutOfScope,

    /// <summary>輸出免税.</summary>
    ExportExempt,
}
