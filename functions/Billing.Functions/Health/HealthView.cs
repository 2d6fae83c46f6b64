namespace Billing.Functions.Health;

/// <param name="Status"><c>ok</c>, or <c>degraded</c> when a check failed.</param>
/// <param name="Overdue">Transactions that should have moved by now, counted up to a bound.</param>
/// <param name="DeadLetters">Dead letters that were not sent again, among the newest; counted up to a bound.</param>
internal sealed record HealthView(string Status, IReadOnlyList<CheckView> Checks, int? Overdue, int? DeadLetters);

/// <param name="Detail">What is wrong, without addresses or secrets.</param>
internal sealed record CheckView(string Name, bool Ok, IReadOnlyList<string> Detail);
