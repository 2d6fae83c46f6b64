using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Billing.Core.Apps;

namespace Billing.Core.Transactions;

/// <summary>
/// What the record is to show of its transaction, and what of it has to be written: only what differs, everything in one write, because
/// each write makes a person who has the record open lose their edit (issue "Main job" §5).
/// </summary>
public static class WriteBackRules
{
    private const int LongestReason = 500;

    /// <summary>The values by meaning; null means empty.</summary>
    /// <param name="describe">What a provider's reason code of NG or hold means, for people; null leaves the bare codes.</param>
    public static IReadOnlyDictionary<string, string?> Values(TransactionState state, Func<string, string>? describe = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [WriteBackMeaning.Status] = StatusLabels.OnRecord(state),
            [WriteBackMeaning.ProviderTransactionId] = state.ProviderTransactionId,
            [WriteBackMeaning.Reason] = Reason(state, describe),
            [WriteBackMeaning.ExpectedIssueOn] = Date(state.ExpectedIssueOn),
            [WriteBackMeaning.IssuedOn] = Date(state.IssuedOn),
            [WriteBackMeaning.DueOn] = Date(state.DueOn),
            [WriteBackMeaning.AdvancedOn] = Date(state.AdvancedOn),
            [WriteBackMeaning.PaidOn] = Date(state.PaidOn),
        };
    }

    /// <summary>Kept in <see cref="TransactionState.WrittenHash"/>: while it is equal, the record is not even read.</summary>
    public static string Hash(TransactionState state)
    {
        var text = new StringBuilder();
        foreach (var (meaning, value) in Values(state))
        {
            text.Append(CultureInfo.InvariantCulture, $"{meaning}={value?.Length ?? 0}:{value}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>What differs on the record, mapped meanings only; the action field is cleared when its command was taken.</summary>
    public static IReadOnlyDictionary<string, string?> Changes(TransactionState state, AppRecord record, Func<string, string>? describe = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(record);
        var changes = Values(state, describe)
            .Where(value => record.Written.TryGetValue(value.Key, out var present) && !IsSame(value.Value, present))
            .ToDictionary(StringComparer.Ordinal);
        if (IsActionTaken(state, record))
        {
            changes[WriteBackMeaning.Action] = null;
        }

        return changes;
    }

    /// <summary>The triggers that stay active once <see cref="Changes"/> are written: a cleared action can be set again.</summary>
    public static IReadOnlyList<string> TriggersAfter(TransactionState state, AppRecord record)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(record);
        return IsActionTaken(state, record)
            ? [.. state.ActiveTriggers.Except(record.Triggers.Where(trigger => trigger.IsAction).Select(trigger => trigger.Key))]
            : state.ActiveTriggers;
    }

    // An action that this transaction has not seen yet must stay: clearing it would lose a person's command.
    private static bool IsActionTaken(TransactionState state, AppRecord record)
    {
        var actions = record.Triggers.Where(trigger => trigger.IsAction).ToList();
        return record.Written.ContainsKey(WriteBackMeaning.Action)
            && actions.Count > 0
            && actions.TrueForAll(action => state.ActiveTriggers.Contains(action.Key));
    }

    private static string? Reason(TransactionState state, Func<string, string>? describe)
    {
        // A command that was refused does not take away why the provider refused: a person needs both.
        var reasons = string.Join(", ", state.CreditReasons.Select(code => Described(code, describe?.Invoke(code) ?? code)));
        var text = state.LastError is not { } error ? reasons
            : reasons.Length == 0 ? error.MessageJa
            : $"{error.MessageJa}（{StatusLabels.Japanese(state.Status)}: {reasons}）";
        return text.Length == 0 ? null : text.Length <= LongestReason ? text : text[..LongestReason];
    }

    private static string Described(string code, string text) => text.Contains(code, StringComparison.Ordinal) ? text : $"{code} {text}";

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool IsSame(string? one, string? other) => string.Equals(one ?? string.Empty, other ?? string.Empty, StringComparison.Ordinal);
}
