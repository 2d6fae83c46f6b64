using Billing.Core.Transactions;

namespace Billing.Core.Apps;

/// <summary>
/// One record as read from its low-code app just now: the truth about the order. A webhook's body never becomes one.
/// </summary>
/// <param name="Revision">Rises with each change; the version for write-backs.</param>
/// <param name="Modifier">User code of who made this revision; vouched for by the app.</param>
/// <param name="Creator">User code of who created the record.</param>
/// <param name="Triggers">The trigger conditions of the app's settings that hold on this reading, for example <c>CreditCheck:操作=利用照会</c>.</param>
/// <param name="Order">The order content by the mapping.</param>
/// <param name="Written">The present values of the fields that we write, by meaning.</param>
public sealed record AppRecord(
    string RecordId,
    long Revision,
    string? Modifier,
    string? Creator,
    IReadOnlyList<ActiveTrigger> Triggers,
    OrderContent Order,
    IReadOnlyDictionary<string, string?> Written);

/// <param name="Condition">The condition as configured, for example <c>操作=利用照会</c>.</param>
/// <param name="IsAction">True for an action field, which the write-back clears; false for a process status.</param>
public sealed record ActiveTrigger(CommandKind Command, string Condition, bool IsAction)
{
    /// <summary>The form kept in <see cref="TransactionState.ActiveTriggers"/>.</summary>
    public string Key => $"{Command}:{Condition}";
}
