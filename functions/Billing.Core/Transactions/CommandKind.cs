namespace Billing.Core.Transactions;

/// <summary>What a person or a policy can ask of a transaction.</summary>
public enum CommandKind
{
    /// <summary>利用照会: register at the provider and check credit, one effect.</summary>
    CreditCheck,

    /// <summary>取引更新: send changed contents; credit is checked again.</summary>
    Update,

    /// <summary>請求書発行依頼.</summary>
    InvoiceRequest,

    /// <summary>取引状況確認: ask the provider now.</summary>
    Refresh,

    /// <summary>キャンセル, where the provider's profile has it.</summary>
    Cancel,

    /// <summary>再照会: register anew after NG or cancellation, under the next attempt; by a person only.</summary>
    RegisterAnew,
}
