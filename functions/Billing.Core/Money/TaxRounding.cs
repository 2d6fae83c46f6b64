namespace Billing.Core.Money;

/// <summary>端数処理: where a fraction of a yen of tax goes. One setting of the company; the magnitude is rounded, so that a credit returns exactly what was billed.</summary>
public enum TaxRounding
{
    /// <summary>切り捨て.</summary>
    Floor,

    /// <summary>切り上げ.</summary>
    Ceiling,

    /// <summary>四捨五入.</summary>
    HalfUp,
}
