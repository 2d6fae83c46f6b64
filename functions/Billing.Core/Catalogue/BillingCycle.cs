namespace Billing.Core.Catalogue;

/// <summary>
/// 請求サイクル of a product, as data (B43): what was agreed with the supplier or the customer. The run itself closes at the month's end (B29)
/// and bills monthly whatever stands here.
/// </summary>
/// <param name="ClosingDay">締日, 1 to 31; 31 is the month's end.</param>
/// <param name="IntervalMonths">Every how many months, 1 to 12.</param>
/// <param name="PaymentMonthsLater">支払月: how many months after the closing, 0 to 12.</param>
/// <param name="PaymentDay">支払日, 1 to 31; 31 is the month's end.</param>
public sealed record BillingCycle(int ClosingDay = 31, int IntervalMonths = 1, int PaymentMonthsLater = 1, int PaymentDay = 31);
