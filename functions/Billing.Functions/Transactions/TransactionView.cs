using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <summary>A transaction as the API shows it. No personal data.</summary>
internal sealed record TransactionView(
    string Id,
    string App,
    string RecordId,
    TransactionStatus Status,
    string StatusLabel,
    int Attempt,
    string? ProviderTransactionId,
    IReadOnlyList<string> CreditReasons,
    long? BilledAmount,
    DateOnly? InvoiceRequestedOn,
    DateOnly? ExpectedIssueOn,
    DateOnly? IssuedOn,
    DateOnly? DueOn,
    DateOnly? AdvancedOn,
    DateOnly? PaidOn,
    DateOnly? CancelledOn,
    RefusalView? LastError,
    string? Alarm,
    DateTimeOffset StatusSince,
    DateTimeOffset? LastCheckedAt,
    DateTimeOffset? NextDueAt,
    bool RecordDeleted)
{
    public static TransactionView Of(TransactionState state) => new(
        state.Id.Value, state.Id.App.Value, state.RecordId, state.Status, StatusLabels.Japanese(state.Status), state.Attempt,
        state.ProviderTransactionId, state.CreditReasons, state.BilledAmount, state.InvoiceRequestedOn, state.ExpectedIssueOn,
        state.IssuedOn, state.DueOn, state.AdvancedOn, state.PaidOn, state.CancelledOn, RefusalView.Of(state.LastError), state.Alarm,
        state.StatusSince, state.LastCheckedAt, state.NextDueAt, state.RecordDeleted);
}

internal sealed record RefusalView(string Code, string Message, string MessageJa, string? Field)
{
    public static RefusalView? Of(Refusal? refusal) =>
        refusal is null ? null : new RefusalView(refusal.Code, refusal.MessageEn, refusal.MessageJa, refusal.Field);
}

internal sealed record TimelineView(DateTimeOffset At, string Code, string Message, string MessageJa, TransactionStatus Status, string? Actor, string? CommandId)
{
    public static TimelineView Of(TimelineEntry entry) => new(entry.At, entry.Code, entry.MessageEn, entry.MessageJa, entry.Status, entry.Actor, entry.CommandId);
}
