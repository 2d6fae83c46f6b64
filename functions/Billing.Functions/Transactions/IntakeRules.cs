using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Transactions;

/// <summary>Which commands a reading of a record asks for, compared with what was processed before.</summary>
internal static class IntakeRules
{
    public static TransactionCommit Taken(TransactionId id, string recordId, TransactionRows rows, AppRecord record, string eventId, DateTimeOffset now)
    {
        var state = rows.State ?? new TransactionState { Id = id, RecordId = recordId, StatusSince = now, ProgressAt = now };
        if (record.Revision < state.ProcessedRevision)
        {
            // A coalesced or cached reading that is older than what was processed asks for nothing.
            return new TransactionCommit { State = state, ExpectedVersion = rows.Version, DoneEvents = [eventId] };
        }

        var commands = NewCommands(state, rows.OpenCommands, record, now);
        var next = state with
        {
            ProcessedRevision = record.Revision,
            ActiveTriggers = [.. record.Triggers.Select(trigger => trigger.Key)],
            RecordContentHash = ContentHash.Of(record.Order),
            RecordDeleted = false,
            NextDueAt = commands.Count > 0 ? now : state.NextDueAt,
        };
        return new TransactionCommit
        {
            State = next,
            ExpectedVersion = rows.Version,
            NewCommands = commands,
            DoneEvents = [eventId],
            Timeline = [.. commands.Select(command => Entry(command, next, now))],
        };
    }

    private static List<TransactionCommand> NewCommands(TransactionState state, IReadOnlyList<TransactionCommand> open, AppRecord record, DateTimeOffset now) =>
        [.. record.Triggers
            .Where(trigger => !state.ActiveTriggers.Contains(trigger.Key))
            .OrderBy(trigger => trigger.Command)
            .Select((trigger, order) => CommandOf(state, record, trigger, now.AddMilliseconds(order)))
            .Where(command => !open.Any(other => CommandIds.HaveSameCause(other.Id, command.Id)))];

    // Commands of one reading are drained in the order of their kinds: each gets a millisecond of its own.
    private static TransactionCommand CommandOf(TransactionState state, AppRecord record, ActiveTrigger trigger, DateTimeOffset at) => new(
        CommandIds.For(at, CommandIds.CauseOf(state.Id.App.Value, state.RecordId, record.Revision, trigger.Key)),
        trigger.Command,
        Actor(state, record, trigger),
        record.Revision,
        at);

    // The app vouches for the modifier of this revision only. It is the revision that set the action when it follows the one processed before
    // (a process action raises the revision by two, kintone §1 no. 6); otherwise another person may have set it (design §5 no. 9).
    private static string? Actor(TransactionState state, AppRecord record, ActiveTrigger trigger) =>
        record.Revision - state.ProcessedRevision <= (trigger.IsAction ? 1 : 2) ? record.Modifier : null;

    private static TimelineEntry Entry(TransactionCommand command, TransactionState state, DateTimeOffset now) => new(
        now, "command_received", $"{CommandNames.Japanese(command.Kind)}を受け付けました", $"{CommandNames.English(command.Kind)} received", state.Status, command.Actor, command.Id);
}
