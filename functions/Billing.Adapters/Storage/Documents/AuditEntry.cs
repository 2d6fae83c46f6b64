namespace Billing.Adapters.Storage.Documents;

/// <summary>
/// 操作履歴: who changed what, when. Written in the same entity group as the change, as row <c>audit-{row}-{version}</c>. Fields by name only:
/// their values are in the document, or no longer anybody's business.
/// </summary>
/// <param name="Row">The row key of the document that was changed.</param>
/// <param name="Action">For example <c>created</c>, <c>edited</c>, <c>deleted</c>.</param>
/// <param name="Fields">The names of the fields that changed.</param>
/// <param name="Who"><c>system</c>, <c>partner:{e-mail}</c>, or <c>account:{id}</c> (personal data where it is an e-mail).</param>
/// <param name="At">In UTC.</param>
public sealed record AuditEntry(string Row, string Action, IReadOnlyList<string> Fields, string Who, DateTimeOffset At)
{
    /// <summary>What the rows of one document's audit begin with.</summary>
    public static string Prefix(string row) => $"audit-{row}-";

    public DocumentWrite ToWrite(string version) => DocumentWrite.Insert(Prefix(Row) + version, this);
}
