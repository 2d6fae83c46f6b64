namespace Billing.Core.Transactions;

/// <summary>One line of a transaction's timeline: what happened, when, by whom. No personal data; a user code is an id.</summary>
/// <param name="Code">Stable, for example <c>credit_approved</c>.</param>
public sealed record TimelineEntry(
    DateTimeOffset At,
    string Code,
    string MessageJa,
    string MessageEn,
    TransactionStatus Status,
    string? Actor = null,
    string? CommandId = null);
