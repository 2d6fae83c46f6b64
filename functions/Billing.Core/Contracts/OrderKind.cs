namespace Billing.Core.Contracts;

/// <summary>What an order does to a contract.</summary>
public enum OrderKind
{
    /// <summary>新規 (B21): begins the contract.</summary>
    New,

    /// <summary>追加 (B22).</summary>
    Add,

    /// <summary>数量減 (B23): its completion date is the last day of the old quantity.</summary>
    Reduce,

    /// <summary>解約 (B24): its completion date is the last day of the contract.</summary>
    Cancel,
}
