namespace Billing.Core.Transactions;

/// <summary>
/// The row of one effect that leaves the building, under its business key. Intent is written before the call,
/// the outcome after its answer, never before. An intent without outcome is looked up before it is repeated,
/// and one younger than the call's time-out plus 30 s is never repeated (design §3 no. 6).
/// </summary>
/// <param name="Key">The business key, for example <c>register-1</c> or <c>invoice-1-{nonce}</c>; letters, digits, <c>-</c>.</param>
/// <param name="Tries">How often the call was begun.</param>
/// <param name="ProviderKey">The key the other side knows it by, for looking up.</param>
/// <param name="Outcome">Null while unknown; else a short stable code such as <c>done</c> or <c>refused:E0100120</c>.</param>
public sealed record EffectRecord(
    string Key,
    int Tries,
    string? ProviderKey,
    DateTimeOffset IntentAt,
    string? ContentHash = null,
    string? Outcome = null,
    DateTimeOffset? OutcomeAt = null);
