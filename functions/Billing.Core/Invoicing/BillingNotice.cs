using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>A warning of the calculation, for the run's report. It is given by the run that first knows its cause; a waived charge in each run.</summary>
/// <param name="Kind">What.</param>
/// <param name="Contract">Of which contract.</param>
/// <param name="Month">The service month concerned.</param>
/// <param name="Order">The order that caused it, if one did.</param>
/// <param name="Amount">What is not billed, for a waived month.</param>
public sealed record BillingNotice(NoticeKind Kind, ContractId Contract, BillingMonth Month, OrderId? Order = null, Yen Amount = default);
