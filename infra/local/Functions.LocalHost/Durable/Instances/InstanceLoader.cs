namespace Functions.LocalHost.Durable.Instances;

/// <summary>Reads instances in when they are not known. The caller holds the gate.</summary>
internal sealed class InstanceLoader(InstanceStore store)
{
    public async Task<StoredInstance> LoadAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Stored is { } known)
        {
            return known;
        }

        var stored = await store.LoadAsync(instance.Key, cancellationToken);
        instance.History = null;
        instance.Publish(stored);
        return stored;
    }

    public async Task<HistoryBuffer> LoadHistoryAsync(Instance instance, StoredInstance stored, CancellationToken cancellationToken) =>
        instance.History ??= await store.LoadHistoryAsync(instance.Key, stored.Record!, cancellationToken);
}
