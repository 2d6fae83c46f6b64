namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>What came of one notification towards one URL. The URL is left out: its query holds a key.</summary>
/// <param name="Outcome"><c>sent</c>, <c>failed</c>, <c>timed-out</c>, <c>over-limit</c> (<c>GAIA_WT02</c>), <c>too-large</c> or <c>dropped</c> (by a fault).</param>
/// <param name="Status">What the receiver answered, when it did.</param>
internal sealed record Delivery(string Id, string App, string Type, string? RecordId, DateTimeOffset At, string Outcome, int? Status);
