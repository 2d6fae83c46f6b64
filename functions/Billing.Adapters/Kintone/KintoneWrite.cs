namespace Billing.Adapters.Kintone;

/// <summary>One record's write-back: field code → value as kintone takes it (null, text, or a list for selections of several).</summary>
/// <param name="Revision">The revision that was read: the write is refused when the record has another by now.</param>
internal sealed record KintoneWrite(string RecordId, long Revision, IReadOnlyDictionary<string, object?> Fields)
{
    public override string ToString() => $"KintoneWrite {RecordId} at {Revision}";
}
