using static Billing.Core.Transactions.TransactionStatus;

namespace Billing.Core.Transactions.Polling;

/// <summary>
/// When the provider is asked next, by status (providers §11.6). The ladders are settings, so that tests and the demo use seconds.
/// A status without a ladder is not polled: it is at rest until somebody asks for something.
/// </summary>
public sealed record PollPlan(IReadOnlyDictionary<TransactionStatus, PollLadder> Ladders)
{
    /// <summary>The plan of the reference.</summary>
    public static PollPlan Default { get; } = new(new Dictionary<TransactionStatus, PollLadder>
    {
        [CreditChecking] = PollLadder.Parse("00:01:00,00:02:00,00:05:00,00:10:00,00:30:00,hourly,stop:3bd"),
        [CreditHeld] = PollLadder.Parse("00:10:00,00:30:00,hourly,stop:20bd"),
        [CreditApproved] = PollLadder.Parse("daily,stop:180d"),
        [InvoiceRequested] = PollLadder.Parse("issue,stop:10bd"),
        [InvoiceIssued] = PollLadder.Parse("due,stop:180d"),
        [Advanced] = PollLadder.Parse("due,stop:180d"),
        [Paid] = PollLadder.Parse("daily,stop:180d"),
        [OutcomeUnknown] = PollLadder.Parse("00:05:00,00:30:00,hourly,stop:10bd"),
    });

    /// <summary>The next time to ask, or null when nothing is to be asked any more in this status.</summary>
    public DateTimeOffset? NextAt(TransactionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (IsAtRest(state) || !Ladders.TryGetValue(state.Status, out var ladder) || HasStopped(state, now))
        {
            return null;
        }

        return PollTime.Of(ladder.RungAt(state.PollCount), state, now);
    }

    /// <summary>Whether the ladder has come to its end: polling stops and a person is called.</summary>
    public bool HasStopped(TransactionState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !IsAtRest(state)
            && Ladders.TryGetValue(state.Status, out var ladder)
            && ladder.Stop is { } stop && stop.IsReached(state.StatusSince, now);
    }

    // Paid and advanced: nothing more can come (providers §11.2).
    private static bool IsAtRest(TransactionState state) => state.Status == Paid && state.AdvancedOn is not null;
}
