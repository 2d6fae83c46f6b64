using Billing.Core.Calendar;
using Billing.Core.Money;

namespace Billing.Core.Contracts;

/// <summary>
/// 価格改定 of one contract (design §5 no. 4): the monthly fee from a month on that was not yet billed when it was dated.
/// </summary>
/// <param name="From">The first service month at the new fee.</param>
/// <param name="MonthlyFee">Per unit, in the contract's basis.</param>
/// <param name="RecordedAt">When it was written down, in UTC.</param>
public sealed record PriceRevision(BillingMonth From, Yen MonthlyFee, DateTimeOffset RecordedAt);
