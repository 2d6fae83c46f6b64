using Billing.Sandbox.Kintone.Webhooks;

namespace Billing.Sandbox.Control;

/// <summary>The webhooks of one app; they replace those that were there.</summary>
internal sealed record WebhookList(IReadOnlyList<WebhookTarget> Webhooks);
