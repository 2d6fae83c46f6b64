using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>保留: a contract that this calculation left out whole. It is reported in each run until it is repaired.</summary>
/// <param name="Contract">Which.</param>
/// <param name="Reason">Why.</param>
/// <param name="Fault">What is wrong with its history, if that is the reason.</param>
/// <param name="UnbilledMonths">How many service months are unbilled and neither approved nor waived.</param>
/// <param name="Oldest">The first of them.</param>
/// <param name="Amount">What would have been billed.</param>
public sealed record ParkedContract(
    ContractId Contract, ParkReason Reason, HistoryFault? Fault = null, int UnbilledMonths = 0, BillingMonth? Oldest = null, Yen Amount = default);
