namespace Billing.Core.Invoicing;

/// <summary>What a person should know of a contract although the rules decide it.</summary>
public enum NoticeKind
{
    /// <summary>An addition was dated before its contract's billing start and was moved to it, its initial fee too.</summary>
    AdditionMovedToStart,

    /// <summary>The contract ended before its billing start: nothing is billed, and what was billed comes back.</summary>
    EndedBeforeStart,

    /// <summary>An addition begins after the contract's end: nothing is billed of it.</summary>
    AdditionAfterEnd,

    /// <summary>A price revision begins in a month that was billed already; that month keeps the price it was billed at.</summary>
    RevisionOfBilledMonth,

    /// <summary>The month is not billed because a person waived it.</summary>
    Waived,
}
