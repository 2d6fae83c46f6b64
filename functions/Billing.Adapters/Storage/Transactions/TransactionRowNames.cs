using System.Globalization;

using Billing.Core.Transactions;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>Row keys of table <c>Transactions</c> (design §3, table model). The partition is the transaction's id.</summary>
internal static class TransactionRowNames
{
    public const string TableName = "Transactions";
    public const string State = "state";
    public const string CommandPrefix = "command-";
    public const string LogPrefix = "log-";

    public static string Event(string eventId) => "event-" + RowKeys.Safe(eventId);

    public static string Command(string commandId) => CommandPrefix + commandId;

    public static string Effect(string key) => "effect-" + key;

    public static string Log(long sequence) => LogPrefix + sequence.ToString("D10", CultureInfo.InvariantCulture);

    public static string Outbox(string id) => "outbox-" + id;

    /// <summary>The first key after all that begin so: <c>.</c> follows <c>-</c>.</summary>
    public static string After(string prefix) => prefix[..^1] + ".";

    public static string Partition(TransactionId id) => id.Value;
}
