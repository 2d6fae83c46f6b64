using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Client;

/// <summary>What clients see of instances.</summary>
internal sealed class InstanceReader(InstanceCache cache, InstanceLoader loader, InstanceStore store)
{
    /// <summary>The record as it was last committed, or null.</summary>
    public Task<InstanceRecord?> FindAsync(string id, CancellationToken cancellationToken) =>
        WithAsync(id, async instance => (await StoredAsync(instance, cancellationToken)).Record);

    public Task<OrchestrationState?> GetAsync(string id, bool inputsAndOutputs, CancellationToken cancellationToken) =>
        WithAsync(id, async instance => await StoredAsync(instance, cancellationToken) is { Record: { } record }
            ? await ToStateAsync(record, inputsAndOutputs, cancellationToken)
            : null);

    /// <summary>The state as soon as the record fits; null when there is no such instance.</summary>
    public Task<OrchestrationState?> WaitAsync(
        string id, bool inputsAndOutputs, Func<InstanceRecord, bool> reached, CancellationToken cancellationToken) =>
        WithAsync<OrchestrationState?>(id, async instance =>
        {
            while (true)
            {
                var changed = instance.Changed;
                if ((await StoredAsync(instance, cancellationToken)).Record is not { } record)
                {
                    return null;
                }

                if (reached(record))
                {
                    return await ToStateAsync(record, inputsAndOutputs, cancellationToken);
                }

                await changed.WaitAsync(cancellationToken);
            }
        });

    /// <summary>The state of a record for a client.</summary>
    public async Task<OrchestrationState> ToStateAsync(InstanceRecord record, bool inputsAndOutputs, CancellationToken cancellationToken)
    {
        var state = new OrchestrationState
        {
            InstanceId = record.InstanceId,
            Name = record.Name,
            Version = record.Version,
            OrchestrationStatus = record.Status,
            ScheduledStartTimestamp = record.ScheduledStart,
            CreatedTimestamp = record.Created,
            LastUpdatedTimestamp = record.Updated,
            CompletedTimestamp = record.Completed,
            ExecutionId = record.ExecutionId,
            ParentInstanceId = record.Parent?.OrchestrationInstance.InstanceId,
            Tags = { record.Tags },
        };
        if (inputsAndOutputs)
        {
            state.Input = await InputAsync(record, cancellationToken);
            state.Output = record.Output;
            state.CustomStatus = record.CustomStatus;
            state.FailureDetails = record.Failure;
        }

        return state;
    }

    private async Task<string?> InputAsync(InstanceRecord record, CancellationToken cancellationToken) =>
        record.Head.FirstOrDefault(entry => entry.ExecutionStarted is not null) is { } head
            ? head.ExecutionStarted.Input
            : (await store.LoadStartAsync(new InstanceKey(record.InstanceId), record, cancellationToken))?.Input;

    private async Task<StoredInstance> StoredAsync(Instance instance, CancellationToken cancellationToken)
    {
        if (instance.Stored is { } known)
        {
            return known;
        }

        await instance.Gate.WaitAsync(cancellationToken);
        try
        {
            return await loader.LoadAsync(instance, cancellationToken);
        }
        finally
        {
            instance.Gate.Release();
        }
    }

    private async Task<T> WithAsync<T>(string id, Func<Instance, Task<T>> action)
    {
        var instance = cache.Rent(id);
        try
        {
            return await action(instance);
        }
        finally
        {
            cache.Return(instance);
        }
    }
}
