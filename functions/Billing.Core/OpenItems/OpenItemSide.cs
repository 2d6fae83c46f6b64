namespace Billing.Core.OpenItems;

/// <summary>Which way the money of an open item goes. Amounts are positive on both sides (design §5 no. 7).</summary>
public enum OpenItemSide
{
    /// <summary>債権: to us.</summary>
    Claim,

    /// <summary>返還: back, from a credit.</summary>
    Refund,
}
