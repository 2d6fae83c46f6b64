using Billing.Core.Calendar;

namespace Billing.Core.Contracts;

/// <summary>
/// 救済: a person's decision about a parked contract. It is data of the contract and is never removed; the calculation honours it in every run that
/// begins after it was written down.
/// </summary>
/// <param name="Kind">Approve or waive.</param>
/// <param name="Month">Approve: the last month approved. Waive: the first month that is billed again.</param>
/// <param name="By">Who decided.</param>
/// <param name="Reason">Why.</param>
/// <param name="RecordedAt">When it was written down, in UTC.</param>
public sealed record BillingRepair(BillingRepairKind Kind, BillingMonth Month, string By, string Reason, DateTimeOffset RecordedAt);
