namespace Billing.Core.Contracts;

/// <summary>
/// A completed order as billing sees it (B27: only completed orders count).
/// </summary>
/// <param name="Id">Which order.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Quantity">Units, positive: the new, the added, or the number taken away. For a cancellation zero: it ends whatever there is.</param>
/// <param name="CompletedOn">注文完了日 (B25). For a new or added order the start of its billing; for a reduction or cancellation the last day of the old quantity.</param>
/// <param name="RecordedAt">When the completion was written down, in UTC: a run does not know what was recorded after it began.</param>
public sealed record CompletedOrder(OrderId Id, OrderKind Kind, int Quantity, DateOnly CompletedOn, DateTimeOffset RecordedAt);
