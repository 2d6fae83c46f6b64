namespace Billing.Core.Contracts;

/// <summary>Where an individual contract stands on a day. It follows from its orders, and is stored nowhere.</summary>
public enum ContractStatus
{
    /// <summary>注文処理中: its new order is not completed yet.</summary>
    Ordering,

    /// <summary>契約中; its billing may begin later.</summary>
    Active,

    /// <summary>解約予定: cancelled, and its last day is to come.</summary>
    Ending,

    /// <summary>解約済.</summary>
    Ended,

    /// <summary>取下げ: its new order was withdrawn, so that it never was.</summary>
    Withdrawn,
}
