namespace Billing.Core.Transactions;

/// <summary>What can happen to a transaction: a command, an answer of the provider, or what polling found (providers §11.3).</summary>
public enum TransactionEvent
{
    /// <summary>利用照会 is asked for.</summary>
    AskCreditCheck,

    /// <summary>取引更新 is asked for.</summary>
    AskUpdate,

    /// <summary>再照会 is asked for.</summary>
    AskRegisterAnew,

    /// <summary>請求書発行依頼 is asked for.</summary>
    AskInvoice,

    /// <summary>キャンセル is asked for.</summary>
    AskCancel,

    /// <summary>取引状況確認 is asked for.</summary>
    AskRefresh,

    SaidApproved,
    SaidRejected,
    SaidHeld,
    SaidPending,

    /// <summary>The provider refused what is on its way; nothing changed there.</summary>
    SaidRefused,

    /// <summary>Whether it happened cannot be found out by asking.</summary>
    AnswerLost,

    /// <summary>The invoice request was accepted, or had been before.</summary>
    InvoiceAccepted,

    /// <summary>After a lost answer: the provider has no invoice request.</summary>
    InvoiceNotFound,

    FoundInvoiceRequested,
    FoundIssued,
    FoundAdvanced,
    FoundPaid,
    FoundCancelled,

    /// <summary>The record was deleted in its app.</summary>
    RecordDeleted,
}
