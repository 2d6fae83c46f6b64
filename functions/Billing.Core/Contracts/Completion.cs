using Billing.Core.Calendar;

namespace Billing.Core.Contracts;

/// <summary>A completion as the partner asks for it (B25).</summary>
/// <param name="CompletedOn">注文完了日 of the order, in Tokyo.</param>
/// <param name="LineDates">Lines with a date of their own: products of one order can have different free periods.</param>
/// <param name="FulfilledOn">Shipment or service, when it is known.</param>
/// <param name="By">Who.</param>
/// <param name="At">Now, in UTC.</param>
/// <param name="NextClosing">The month that the next run closes.</param>
public sealed record Completion(
    DateOnly CompletedOn,
    IReadOnlyDictionary<ContractId, DateOnly> LineDates,
    DateOnly? FulfilledOn,
    string By,
    DateTimeOffset At,
    BillingMonth NextClosing)
{
    public DateOnly DateOf(ContractId contract) => LineDates.TryGetValue(contract, out var own) ? own : CompletedOn;
}
