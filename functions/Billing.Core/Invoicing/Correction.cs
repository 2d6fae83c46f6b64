namespace Billing.Core.Invoicing;

/// <summary>訂正: what links a correction to the confirmed document that it corrects; that one stays as it is.</summary>
/// <param name="Of">The document corrected.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When, in UTC.</param>
public sealed record Correction(InvoiceKey Of, string By, string Reason, DateTimeOffset At);
