namespace Billing.Core.Contracts;

/// <summary>取下げ of an order that was 注文処理中.</summary>
/// <param name="Reason">Why.</param>
/// <param name="By">Who.</param>
/// <param name="At">When, in UTC.</param>
public sealed record OrderWithdrawal(string Reason, string By, DateTimeOffset At);
