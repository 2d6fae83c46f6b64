using System.Globalization;

namespace Billing.Core.Transactions;

/// <summary>How a state takes on a transition: the parts that <see cref="TransactionFlow"/> and <see cref="FactRules"/> share.</summary>
internal static class StateMoves
{
    private const int LongestCode = 40;

    /// <summary>The status that a permitted command leads to.</summary>
    /// <exception cref="InvalidOperationException">The table does not permit the command: the caller did not ask <see cref="CommandRules"/>.</exception>
    public static TransactionStatus Require(TransactionState state, TransactionEvent command)
    {
        ArgumentNullException.ThrowIfNull(state);
        return TransactionTransitions.Next(state.Status, command) is Transition.Move(var to)
            ? to
            : throw new InvalidOperationException($"{command} was begun in status {state.Status}, which does not permit it.");
    }

    public static StateChange Apply(TransactionState state, TransactionEvent happened, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return TransactionTransitions.Next(state.Status, happened) switch
        {
            Transition.Move(var to) => Enter(state, to, now),
            Transition.Return => Enter(state, state.FormerStatus is null or TransactionStatus.Draft ? TransactionStatus.Failed : state.FormerStatus.Value, now),
            Transition.Stay => StateChange.None(state),
            _ => Alarm(StateChange.None(state), "status_went_back", now),
        };
    }

    public static StateChange Enter(TransactionState state, TransactionStatus to, DateTimeOffset now)
    {
        var entered = state with
        {
            Status = to,
            StatusSince = now,
            PollCount = 0,
            Alarm = TransactionInvariants.IsStopped(state) ? state.Alarm : null,
        };
        var why = Why(entered);
        var entry = new TimelineEntry(now, CodeOf(to), StatusLabels.Japanese(to) + why, StatusLabels.English(to) + why, to);
        return new StateChange(entered, [entry]);
    }

    // What made it so, in codes and dates that read the same in both languages.
    private static string Why(TransactionState state) => state.Status switch
    {
        TransactionStatus.CreditRejected or TransactionStatus.CreditHeld when state.CreditReasons.Count > 0 => $" ({string.Join(", ", state.CreditReasons.Select(Short))})",
        TransactionStatus.InvoiceIssued when state.IssuedOn is { } day => string.Create(CultureInfo.InvariantCulture, $" ({day:yyyy-MM-dd})"),
        TransactionStatus.Advanced when state.AdvancedOn is { } day => string.Create(CultureInfo.InvariantCulture, $" ({day:yyyy-MM-dd})"),
        TransactionStatus.Paid when state.PaidOn is { } day => string.Create(CultureInfo.InvariantCulture, $" ({day:yyyy-MM-dd})"),
        TransactionStatus.Cancelled when state.CancelledOn is { } day => string.Create(CultureInfo.InvariantCulture, $" ({day:yyyy-MM-dd})"),
        _ => "",
    };

    public static StateChange Note(StateChange change, string code, string ja, string en, DateTimeOffset now) =>
        change with { Timeline = [.. change.Timeline, new TimelineEntry(now, code, ja, en, change.State.Status)] };

    /// <summary>Calls a person, once for the same reason. An item that is stopped keeps the reason why.</summary>
    public static StateChange Alarm(StateChange change, string code, DateTimeOffset now)
    {
        if (change.State.Alarm == code || TransactionInvariants.IsStopped(change.State))
        {
            return change;
        }

        var raised = change with { State = change.State with { Alarm = code } };
        return Note(raised, "alarm", $"確認が必要です ({code})", $"A person must look ({code})", now);
    }

    /// <summary>A code from outside, made fit for a log or a table.</summary>
    public static string Short(string code) =>
        new([.. code.Take(LongestCode).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' ? letter : '?')]);

    private static string CodeOf(TransactionStatus status) => status switch
    {
        TransactionStatus.Draft => "draft",
        TransactionStatus.CreditChecking => "credit_checking",
        TransactionStatus.CreditHeld => "credit_held",
        TransactionStatus.CreditApproved => "credit_approved",
        TransactionStatus.CreditRejected => "credit_rejected",
        TransactionStatus.InvoiceRequesting => "invoice_requesting",
        TransactionStatus.InvoiceRequested => "invoice_requested",
        TransactionStatus.InvoiceIssued => "invoice_issued",
        TransactionStatus.Advanced => "advanced",
        TransactionStatus.Paid => "paid",
        TransactionStatus.Cancelling => "cancelling",
        TransactionStatus.Cancelled => "cancelled",
        TransactionStatus.OutcomeUnknown => "outcome_unknown",
        _ => "failed",
    };
}
