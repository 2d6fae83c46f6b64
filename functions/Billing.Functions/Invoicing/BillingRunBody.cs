namespace Billing.Functions.Invoicing;

/// <summary>The body of <c>POST /billing-runs</c>.</summary>
/// <param name="Month"><c>yyyy-MM</c>; the last closed month when left out.</param>
/// <param name="DryRun">Computes and reports, and writes no document.</param>
internal sealed record BillingRunBody(string? Month, bool DryRun);
