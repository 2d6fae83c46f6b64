namespace Billing.Core.Transactions;

/// <summary>Where a transaction stands, provider-neutral (providers §11.2). The comment gives the Japanese label.</summary>
public enum TransactionStatus
{
    /// <summary>未照会: nothing is at the provider.</summary>
    Draft,

    /// <summary>照会中: the request is on its way, or the provider is still reviewing.</summary>
    CreditChecking,

    /// <summary>保留: the provider wants data corrected, or more time.</summary>
    CreditHeld,

    /// <summary>利用照会OK: may be invoiced.</summary>
    CreditApproved,

    /// <summary>利用照会NG.</summary>
    CreditRejected,

    /// <summary>請求依頼中: the invoice request is on its way.</summary>
    InvoiceRequesting,

    /// <summary>請求依頼済: accepted; the provider issues on the next business day.</summary>
    InvoiceRequested,

    /// <summary>請求書発行済: issue and due date are known.</summary>
    InvoiceIssued,

    /// <summary>立替済: the provider has paid the merchant.</summary>
    Advanced,

    /// <summary>購入者支払済: the buyer has paid the provider.</summary>
    Paid,

    /// <summary>キャンセル中.</summary>
    Cancelling,

    /// <summary>キャンセル.</summary>
    Cancelled,

    /// <summary>要確認: an answer was lost and asking cannot tell; a person decides.</summary>
    OutcomeUnknown,

    /// <summary>エラー: refused for data or configuration; nothing changed at the provider.</summary>
    Failed,
}
