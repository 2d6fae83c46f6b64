using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>A record as it stands in the table. The record is never changed after it is here; a change is made on a copy.</summary>
/// <param name="Record">Null when there is no such instance.</param>
/// <param name="ETag">Empty when there is no such instance.</param>
/// <param name="BodyPages">How many rows beside its own the record fills; 0 when it fits.</param>
internal sealed record StoredInstance(InstanceRecord? Record, string ETag, int BodyPages = 0)
{
    public static StoredInstance Missing { get; } = new(null, "");
}
