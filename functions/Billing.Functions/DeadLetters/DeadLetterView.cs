using Billing.Core.Transactions.Ports;

namespace Billing.Functions.DeadLetters;

/// <summary>A dead letter as the API shows it. The body holds references only.</summary>
internal sealed record DeadLetterView(
    string Id, string Source, string Body, string Reason, string? Description, int DeliveryCount, DateTimeOffset At, DateTimeOffset? ReplayedAt, int Replays)
{
    public static DeadLetterView Of(DeadLetter letter) => new(
        letter.Id, letter.Source, letter.Body, letter.Reason, letter.Description, letter.DeliveryCount, letter.At, letter.ReplayedAt, letter.Replays);
}
