using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>One field of <c>order by</c>.</summary>
internal sealed record QueryOrder(QueryField Field, bool Descending)
{
    public IOrderedEnumerable<StoredRecord> Then(IOrderedEnumerable<StoredRecord> records)
    {
        var comparer = Comparer<string>.Create((left, right) => QueryCondition.Compare(Field.Type, left, right));
        return Descending
            ? records.ThenByDescending(record => Field.Texts(record)[0], comparer)
            : records.ThenBy(record => Field.Texts(record)[0], comparer);
    }
}
