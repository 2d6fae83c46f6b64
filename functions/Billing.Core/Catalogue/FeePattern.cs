namespace Billing.Core.Catalogue;

/// <summary>課金パターン (B32): which fees a product has.</summary>
public enum FeePattern
{
    /// <summary>初期費用＋月額.</summary>
    InitialAndMonthly,

    /// <summary>月額のみ.</summary>
    MonthlyOnly,

    /// <summary>初期費用のみ.</summary>
    InitialOnly,
}
