namespace Billing.Functions.Transactions;

/// <summary>The input of the orchestration and of its activities: references only (design §4, personal data).</summary>
/// <param name="Transaction">For example <c>orders-101</c>.</param>
/// <param name="StartId">The start that this execution belongs to; an older one than the row's changes nothing.</param>
/// <param name="Failures">Failures in a row so far: the step of the back-off.</param>
public sealed record LifecycleInput(string Transaction, string StartId, int Failures = 0);
