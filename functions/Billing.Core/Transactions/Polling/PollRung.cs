namespace Billing.Core.Transactions.Polling;

/// <summary>One rung of a <see cref="PollLadder"/>: how long until the provider is asked again.</summary>
/// <param name="After">The fixed delay of a <see cref="PollRungKind.Fixed"/> rung.</param>
public readonly record struct PollRung(PollRungKind Kind, TimeSpan After);

public enum PollRungKind
{
    /// <summary>A fixed delay, written <c>hh:mm:ss</c>.</summary>
    Fixed,

    /// <summary><c>hourly</c>: an hour later, within 9:00 to 18:00 of business days in Tokyo.</summary>
    Hourly,

    /// <summary><c>issue</c>: at 10:00 of the day the invoice is expected, then hourly.</summary>
    Issue,

    /// <summary><c>daily</c>: at 10:00 of the next business day.</summary>
    Daily,

    /// <summary><c>due</c>: daily; at 10:00 and 15:00 in the week around the due date; weekly after 60 days.</summary>
    Due,
}
