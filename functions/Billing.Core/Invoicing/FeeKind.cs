namespace Billing.Core.Invoicing;

/// <summary>Which of a contract's two fees a charge is (B32).</summary>
public enum FeeKind
{
    /// <summary>初期費用.</summary>
    Initial,

    /// <summary>月額.</summary>
    Monthly,
}
