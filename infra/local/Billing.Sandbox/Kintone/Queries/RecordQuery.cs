using Billing.Sandbox.Kintone.Records;

namespace Billing.Sandbox.Kintone.Queries;

/// <summary>A parsed query.</summary>
/// <param name="Limit">Null when the query does not name one.</param>
internal sealed record RecordQuery(Func<StoredRecord, bool> Where, IReadOnlyList<QueryOrder> Order, int? Limit, int? Offset)
{
    public const int DefaultLimit = 100;

    /// <summary>Every match in order; without <c>order by</c> the newest record comes first.</summary>
    public IReadOnlyList<StoredRecord> Matches(AppTable app)
    {
        var ordered = app.Records.Values.Where(Where).OrderBy(_ => 0);
        foreach (var order in Order)
        {
            ordered = order.Then(ordered);
        }

        return [.. ordered.ThenByDescending(record => record.Id)];
    }

    public IEnumerable<StoredRecord> Page(IReadOnlyList<StoredRecord> matches) => matches.Skip(Offset ?? 0).Take(Limit ?? DefaultLimit);
}
