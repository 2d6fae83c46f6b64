namespace Billing.Core.OpenItems;

/// <summary>Where an open item stands (B42: 入金状況).</summary>
public enum OpenItemState
{
    /// <summary>未入金: open, and waits for reconciliation.</summary>
    Open,

    /// <summary>送信待ち: in the outbox for its provider.</summary>
    AwaitsProvider,

    /// <summary>消込済.</summary>
    Settled,
}
