namespace Billing.Sandbox.NpAtobarai;

/// <summary>An order that NP has accepted for review.</summary>
internal sealed record NpOrder(string ShopTransactionId, DateOnly OrderedOn, long BilledAmount, NpParty Customer);
