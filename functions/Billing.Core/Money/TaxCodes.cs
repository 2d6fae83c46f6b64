using Billing.Core.Calendar;

namespace Billing.Core.Money;

/// <summary>Which rate a service month has, and how much it is (消費税法 §29 and its supplementary provisions).</summary>
public static class TaxCodes
{
    private static readonly BillingMonth Rise = new(2019, 10);

    /// <summary>The first month whose rates are known here.</summary>
    public static BillingMonth Earliest { get; } = new(2014, 4);

    /// <summary>The tax class follows the service month.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The month is before April 2014.</exception>
    public static TaxCode For(TaxCategory category, BillingMonth service)
    {
        if (service < Earliest)
        {
            throw new ArgumentOutOfRangeException(nameof(service), service, $"The rates before {Earliest} are not known.");
        }

        return category switch
        {
            TaxCategory.Standard => service >= Rise ? TaxCode.Standard10 : TaxCode.Old8,
            TaxCategory.Reduced => service >= Rise ? TaxCode.Reduced8 : TaxCode.Old8,
            TaxCategory.Exempt => TaxCode.Exempt,
            TaxCategory.OutOfScope => TaxCode.OutOfScope,
            TaxCategory.ExportExempt => TaxCode.ExportExempt,
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
        };
    }

    /// <summary>Whole percent.</summary>
    public static int Percent(TaxCode code) => code switch
    {
        TaxCode.Standard10 => 10,
        TaxCode.Reduced8 or TaxCode.Old8 => 8,
        _ => 0,
    };

    /// <summary>As an invoice shows it.</summary>
    public static string Label(TaxCode code) => code switch
    {
        TaxCode.Standard10 => "10%",
        TaxCode.Reduced8 => "8%（軽減）",
        TaxCode.Old8 => "8%（旧）",
        TaxCode.Exempt => "非課税",
        TaxCode.OutOfScope => "不課税",
        TaxCode.ExportExempt => "輸出免税",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, null),
    };
}
