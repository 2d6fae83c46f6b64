namespace Billing.Functions.Invoicing;

/// <summary>The input of the orchestration and of its step: references only.</summary>
/// <param name="Run">The run's id, <c>2026-10</c> or <c>dry-…</c>.</param>
/// <param name="StartId">The start that this execution belongs to; an older one than the row's changes nothing.</param>
/// <param name="Failures">Failures in a row so far: the step of the back-off.</param>
public sealed record BillingRunInput(string Run, string StartId, int Failures = 0);

/// <summary>The input of an activity on one page.</summary>
public sealed record BillingPageInput(string Run, string StartId, int Page);
