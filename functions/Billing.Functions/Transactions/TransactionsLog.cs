using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <summary>What the transactions feature logs (event ids 1000 to 1099): ids and codes, never contents.</summary>
internal static partial class TransactionsLog
{
    [LoggerMessage(1000, LogLevel.Information, "Event {EventId} ({Type}) of {Transaction}: {Commands} new commands at revision {Revision}")]
    public static partial void EventTaken(this ILogger logger, string eventId, string type, string transaction, int commands, long revision);

    [LoggerMessage(1001, LogLevel.Information, "Event {EventId} of {Transaction} names a record that does not exist")]
    public static partial void RecordMissing(this ILogger logger, string eventId, string transaction);

    [LoggerMessage(1002, LogLevel.Information, "Orchestration of {Transaction} started as {StartId}")]
    public static partial void Started(this ILogger logger, string transaction, string startId);

    [LoggerMessage(1003, LogLevel.Information, "{Transaction}: {Kind} refused with {Code}")]
    public static partial void CommandRefused(this ILogger logger, string transaction, CommandKind kind, string code);

    [LoggerMessage(1004, LogLevel.Information, "{Transaction}: {Effect} begun, try {Tries}")]
    public static partial void EffectBegun(this ILogger logger, string transaction, string effect, int tries);

    [LoggerMessage(1005, LogLevel.Information, "{Transaction}: {Effect} ended as {Outcome}, status {Status}")]
    public static partial void EffectEnded(this ILogger logger, string transaction, string effect, string outcome, TransactionStatus status);

    [LoggerMessage(1006, LogLevel.Warning, "{Transaction}: no answer about {Effect} ({Code})")]
    public static partial void AnswerLost(this ILogger logger, string transaction, string effect, string code);

    [LoggerMessage(1007, LogLevel.Information, "{Transaction}: polled, status {Status}")]
    public static partial void Polled(this ILogger logger, string transaction, TransactionStatus status);

    [LoggerMessage(1008, LogLevel.Warning, "{Transaction}: {Service} cannot be reached ({Code})")]
    public static partial void ServiceUnavailable(this ILogger logger, string transaction, string service, string code);

    [LoggerMessage(1009, LogLevel.Information, "{Transaction}: record written, {Fields} fields, revision {Revision}")]
    public static partial void RecordWritten(this ILogger logger, string transaction, int fields, long revision);

    [LoggerMessage(1010, LogLevel.Warning, "{Transaction}: the record changed while it was being written")]
    public static partial void WriteConflict(this ILogger logger, string transaction);

    [LoggerMessage(1011, LogLevel.Error, "{Transaction}: ALARM {Code}")]
    public static partial void Alarm(this ILogger logger, string transaction, string code);

    [LoggerMessage(1012, LogLevel.Information, "{Transaction}: start {StartId} is no longer the owner and changes nothing")]
    public static partial void Superseded(this ILogger logger, string transaction, string startId);

    [LoggerMessage(1013, LogLevel.Warning, "Watchdog: {Transaction} is overdue since {DueAt}, instance {InstanceStatus}: {Act}")]
    public static partial void Overdue(this ILogger logger, string transaction, DateTimeOffset dueAt, string instanceStatus, string act);

    [LoggerMessage(1014, LogLevel.Information, "Watchdog: index of {Transaction} repaired")]
    public static partial void IndexRepaired(this ILogger logger, string transaction);

    [LoggerMessage(1016, LogLevel.Warning, "Event {EventId} of {Transaction} put off ({Code}): deferral {Deferral}, until {At}")]
    public static partial void Deferred(this ILogger logger, string eventId, string transaction, string code, int deferral, DateTimeOffset at);

    [LoggerMessage(1017, LogLevel.Error, "Event {EventId} of {Transaction} cannot be taken ({Code}): kept as a dead letter")]
    public static partial void EventRefused(this ILogger logger, string eventId, string transaction, string code);

    [LoggerMessage(1015, LogLevel.Warning, "Watchdog: {Transaction} could not be looked after ({Code})")]
    public static partial void WatchdogFailed(this ILogger logger, string transaction, string code);
}
