namespace Billing.Core.Transactions;

/// <summary>
/// One command row. It stays open until the orchestration has carried it out, refused it, or found it done.
/// </summary>
/// <param name="Id">A ULID: commands are drained in the order of their ids. Also the nonce of an operator's repeat.</param>
/// <param name="Actor">The low-code user code that the app vouches for, or null where nobody is vouched for (design §5 no. 9).</param>
/// <param name="Revision">The record's revision that was read when the command was found; null for commands that came otherwise.</param>
/// <param name="RefusedWith">Set when the command was already refused before it was written (a missing right), so that the record can show it.</param>
public sealed record TransactionCommand(
    string Id,
    CommandKind Kind,
    string? Actor,
    long? Revision,
    DateTimeOffset RequestedAt,
    Refusal? RefusedWith = null);

/// <summary>Why a command was not carried out. The code is stable; the texts are for people and hold no personal data.</summary>
/// <param name="Field">The record's meaning (mapping name) that is at fault, when one is.</param>
public sealed record Refusal(string Code, string MessageJa, string MessageEn, string? Field = null);

/// <summary>How a command ended.</summary>
public enum CommandOutcome
{
    Done,
    Refused,
    NothingToDo,
}
