using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>Rows of table <c>Transactions</c> to and from Core's records; the columns are listed in Storage/README.md.</summary>
internal static class TransactionRowMapping
{
    public static TableEntity StateRow(TransactionState state, string commitId) =>
        new(TransactionRowNames.Partition(state.Id), TransactionRowNames.State)
        {
            { "Status", state.Status.ToString() },
            { "Epoch", state.Epoch },
            { "NextDueAt", state.NextDueAt },
            { "Commit", commitId },
            { "Data", StoredJson.Write(state) },
        };

    public static TransactionState State(TableEntity row) => StoredJson.Read<TransactionState>(Data(row));

    public static TableEntity CommandRow(TransactionId id, TransactionCommand command) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Command(command.Id))
        {
            { "Kind", command.Kind.ToString() },
            { "Open", true },
            { "RequestedAt", command.RequestedAt },
            { "Data", StoredJson.Write(command) },
        };

    public static TransactionCommand Command(TableEntity row) => StoredJson.Read<TransactionCommand>(Data(row));

    /// <summary>What is merged into a command's row when it ends.</summary>
    public static TableEntity ClosedCommandRow(TransactionId id, ClosedCommand closed) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Command(closed.Id))
        {
            { "Open", false },
            { "Outcome", closed.Outcome.ToString() },
            { "ClosedAt", closed.At },
            { "Refusal", closed.Refusal is { } refusal ? StoredJson.Write(refusal) : null },
        };

    public static TableEntity EffectRow(TransactionId id, EffectRecord effect) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Effect(effect.Key))
        {
            { "Tries", effect.Tries },
            { "ProviderKey", effect.ProviderKey },
            { "IntentAt", effect.IntentAt },
            { "ContentHash", effect.ContentHash },
            { "Outcome", effect.Outcome },
            { "OutcomeAt", effect.OutcomeAt },
        };

    public static EffectRecord Effect(string key, TableEntity row) => new(
        key,
        row.GetInt32("Tries") ?? throw Missing(row, "Tries"),
        row.GetString("ProviderKey"),
        row.GetDateTimeOffset("IntentAt") ?? throw Missing(row, "IntentAt"),
        row.GetString("ContentHash"),
        row.GetString("Outcome"),
        row.GetDateTimeOffset("OutcomeAt"));

    public static TableEntity LogRow(TransactionId id, long sequence, TimelineEntry entry) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Log(sequence))
        {
            { "Code", entry.Code },
            { "At", entry.At },
            { "Data", StoredJson.Write(entry) },
        };

    public static TimelineEntry Log(TableEntity row) => StoredJson.Read<TimelineEntry>(Data(row));

    public static TableEntity OpenEventRow(TransactionId id, string eventId, DateTimeOffset now) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Event(eventId)) { { "Done", false }, { "ClaimedAt", now } };

    public static TableEntity DoneEventRow(TransactionId id, string eventId, DateTimeOffset now) =>
        new(TransactionRowNames.Partition(id), TransactionRowNames.Event(eventId)) { { "Done", true }, { "DoneAt", now } };

    public static TableEntity OutboxRow(TransactionState state, string id, DateTimeOffset now) =>
        new(TransactionRowNames.Partition(state.Id), TransactionRowNames.Outbox(id))
        {
            { "Status", state.Status.ToString() },
            { "FormerStatus", state.FormerStatus?.ToString() },
            { "At", now },
        };

    private static string Data(TableEntity row) => row.GetString("Data") ?? throw Missing(row, "Data");

    private static InvalidDataException Missing(TableEntity row, string column) =>
        new($"Row {row.PartitionKey}/{row.RowKey} has no column {column}.");
}
