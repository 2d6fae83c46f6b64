using System.Collections.Immutable;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>The records of one app. Every access happens under the domain's lock; a failed request restores what was before.</summary>
internal sealed class AppTable(AppDefinition definition)
{
    /// <summary>Bounds the memory of a sandbox that is left running.</summary>
    public const int MaxRecords = 100_000;

    private long _nextRecordId = definition.FirstRecordId;
    private long _nextRowId = definition.FirstRowId;

    public AppDefinition Definition { get; } = definition;

    public ImmutableSortedDictionary<long, StoredRecord> Records { get; private set; } = ImmutableSortedDictionary<long, StoredRecord>.Empty;

    public long NextRowId() => _nextRowId++;

    /// <exception cref="InvalidOperationException">The app is full.</exception>
    public long NextRecordId() => Records.Count < MaxRecords
        ? _nextRecordId++
        : throw new InvalidOperationException($"App {Definition.Id} holds {MaxRecords} records, which is the most that the sandbox keeps.");

    public void Put(StoredRecord record) => Records = Records.SetItem(record.Id, record);

    public void Remove(long id) => Records = Records.Remove(id);

    public bool IsTaken(string field, string value, long? except) => Find(field, value).Any(record => record.Id != except);

    public IEnumerable<StoredRecord> Find(string field, string value) =>
        Records.Values.Where(record => record.Values[field] is FieldValue.Text { Value: { } text } && text == value);

    /// <summary>Gives back an action that undoes everything that happens after this call, the id counters excepted: numbers are not used twice.</summary>
    public Action Remember()
    {
        var records = Records;
        return () => Records = records;
    }
}
