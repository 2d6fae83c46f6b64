namespace Billing.Functions.Invoicing;

/// <summary>The body of <c>POST /invoices</c>: an invoice out of cycle.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Month">Up to which closed month, <c>yyyy-MM</c>; the last one when left out.</param>
/// <param name="Reason">Why it does not wait for the run; goes to the audit.</param>
internal sealed record InvoiceBody(string? Customer, string? Month, string? Reason);

/// <summary>The body of <c>POST /invoices/{id}/credit</c>.</summary>
/// <param name="Reason">Why; it stands on the credit.</param>
/// <param name="Reissue">Whether the same fees are billed anew, by the contracts as they are now.</param>
internal sealed record CreditBody(string? Reason, bool Reissue);
