using System.Text.RegularExpressions;

using Azure;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Transactions;

/// <summary>
/// One commit as the actions of one entity-group transaction. The state row is always the first action, so that a lost race shows as a
/// failure of action 0.
/// </summary>
internal sealed partial class TransactionBatch
{
    private readonly List<TableTransactionAction> _actions = [];
    private readonly TransactionId _id;

    private TransactionBatch(TransactionId id, string commitId) => (_id, CommitId) = (id, commitId);

    /// <summary>Written into the state row: tells whether this very commit is the one that was written.</summary>
    public string CommitId { get; }

    public IReadOnlyList<TableTransactionAction> Actions => _actions;

    /// <exception cref="ArgumentException">The commit has more than 100 rows, or a key that cannot be one.</exception>
    public static TransactionBatch Create(TransactionCommit commit, UlidGenerator ids, DateTimeOffset now)
    {
        var batch = new TransactionBatch(commit.State.Id, ids.Next().ToString());
        batch.AddState(commit);
        batch.AddCommands(commit);
        batch.AddEvents(commit.DoneEvents, now);
        foreach (var effect in commit.Effects)
        {
            batch.AddEffect(effect);
        }

        for (var index = 0; index < commit.Timeline.Count; index++)
        {
            batch.Add(TableTransactionActionType.Add, TransactionRowMapping.LogRow(batch._id, commit.State.NextLogSequence + index, commit.Timeline[index]));
        }

        if (commit.StatusChanged)
        {
            batch.Add(TableTransactionActionType.Add, TransactionRowMapping.OutboxRow(commit.State, ids.Next().ToString(), now));
        }

        return batch._actions.Count <= TableBatch.MaxActions ? batch : throw new ArgumentException(
            $"The commit of {batch._id} has {batch._actions.Count} rows; at most {TableBatch.MaxActions} were expected.", nameof(commit));
    }

    /// <summary>Whether action <paramref name="index"/> inserts a command.</summary>
    public bool IsNewCommand(int index) =>
        index > 0 && index < _actions.Count && _actions[index].ActionType == TableTransactionActionType.Add
        && _actions[index].Entity.RowKey.StartsWith(TransactionRowNames.CommandPrefix, StringComparison.Ordinal);

    /// <summary>Leaves out an action.</summary>
    public void Remove(int index) => _actions.RemoveAt(index);

    private void AddState(TransactionCommit commit)
    {
        var state = commit.State with { NextLogSequence = commit.State.NextLogSequence + commit.Timeline.Count };
        var row = TransactionRowMapping.StateRow(state, CommitId);
        _actions.Add(commit.ExpectedVersion is { } version
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(version))
            : new TableTransactionAction(TableTransactionActionType.Add, row));
    }

    private void AddCommands(TransactionCommit commit)
    {
        foreach (var command in commit.NewCommands)
        {
            Add(TableTransactionActionType.Add, TransactionRowMapping.CommandRow(_id, command));
        }

        foreach (var closed in commit.ClosedCommands)
        {
            Add(TableTransactionActionType.UpdateMerge, TransactionRowMapping.ClosedCommandRow(_id, closed));
        }
    }

    // Merged into the claim where there is one; a commit for an event that was never claimed makes the row.
    private void AddEvents(IReadOnlyList<string> eventIds, DateTimeOffset now)
    {
        foreach (var eventId in eventIds.Distinct(StringComparer.Ordinal))
        {
            Add(TableTransactionActionType.UpsertMerge, TransactionRowMapping.DoneEventRow(_id, eventId, now));
        }
    }

    private void AddEffect(EffectRecord effect)
    {
        CheckEffectKey(effect.Key);
        Add(TableTransactionActionType.UpsertReplace, TransactionRowMapping.EffectRow(_id, effect));
    }

    public static void CheckEffectKey(string key)
    {
        if (!EffectKey().IsMatch(key))
        {
            throw new ArgumentException("Not an effect key: 1 to 128 letters, digits or '-' were expected.", nameof(key));
        }
    }

    private void Add(TableTransactionActionType type, TableEntity row) => _actions.Add(new TableTransactionAction(type, row));

    [GeneratedRegex(@"\A[A-Za-z0-9-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EffectKey();
}
