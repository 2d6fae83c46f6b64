namespace Billing.Core.Contracts;

/// <summary>The state of an order. Both ends are final.</summary>
public enum OrderStatus
{
    /// <summary>注文処理中 (B21).</summary>
    Processing,

    /// <summary>完了 (B25): it counts for the contract's quantity and for billing.</summary>
    Completed,

    /// <summary>取下げ: taken back while it was 注文処理中; it never counts.</summary>
    Withdrawn,
}
