using System.Text;
using System.Text.Json;

using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable.Client;

/// <summary>Lists and purges instances.</summary>
internal sealed class InstanceQueries(InstanceCache cache, InstanceLoader loader, InstanceStore store, InstanceReader reader)
{
    private const int DefaultPage = 100;
    // A call looks at no more pages than this; the token leads on.
    private const int MaxPages = 50;

    public async Task<QueryInstancesResponse> QueryAsync(InstanceQuery query, CancellationToken cancellationToken)
    {
        var wanted = Math.Min(query.MaxInstanceCount > 0 ? query.MaxInstanceCount : DefaultPage, TableQuery.MaxPageSize);
        var response = new QueryInstancesResponse();
        var next = Decode(query.ContinuationToken);
        for (var page = 0; page < MaxPages; page++)
        {
            var rows = ToTableQuery(query, wanted - response.OrchestrationState.Count, next);
            (var instances, next) = await store.ListAsync(rows, cancellationToken);
            foreach (var record in instances.Select(instance => instance.Record!).Where(record => Fits(record, query)))
            {
                response.OrchestrationState.Add(await reader.ToStateAsync(record, query.FetchInputsAndOutputs, cancellationToken));
            }

            if (next is null || response.OrchestrationState.Count == wanted)
            {
                break;
            }
        }

        response.ContinuationToken = Encode(next);
        return response;
    }

    /// <summary>Removes a finished instance; answers how many were removed.</summary>
    public async Task<int> PurgeAsync(string id, CancellationToken cancellationToken)
    {
        var instance = cache.Rent(id);
        try
        {
            await instance.Gate.WaitAsync(cancellationToken);
            try
            {
                // What it still owes to others must not be lost with it.
                var stored = await loader.LoadAsync(instance, cancellationToken);
                if (stored.Record is not { Outbox.Count: 0 } record || !record.IsTerminal())
                {
                    return 0;
                }

                await store.PurgeAsync(instance.Key, stored, cancellationToken);
                instance.Publish(StoredInstance.Missing);
                return 1;
            }
            catch (Exception failure) when (failure is TableStoreException or HttpRequestException)
            {
                instance.Forget();
                throw;
            }
            finally
            {
                instance.Gate.Release();
            }
        }
        finally
        {
            cache.Return(instance);
        }
    }

    /// <summary>Removes all finished instances that fit; answers how many.</summary>
    public async Task<int> PurgeAsync(PurgeInstanceFilter filter, CancellationToken cancellationToken)
    {
        var query = new InstanceQuery { CreatedTimeFrom = filter.CreatedTimeFrom, CreatedTimeTo = filter.CreatedTimeTo, RuntimeStatus = { filter.RuntimeStatus } };
        var (removed, next) = (0, (TableContinuation?)null);
        do
        {
            (var instances, next) = await store.ListAsync(ToTableQuery(query, TableQuery.MaxPageSize, next), cancellationToken);
            foreach (var record in instances.Select(instance => instance.Record!).Where(record => record.IsTerminal() && Fits(record, query)))
            {
                removed += await PurgeAsync(record.InstanceId, cancellationToken);
            }
        }
        while (next is not null);
        return removed;
    }

    private static TableQuery ToTableQuery(InstanceQuery query, int pageSize, TableContinuation? after)
    {
        var rows = new TableQuery { PageSize = pageSize, After = after };
        if (query.InstanceIdPrefix is { Length: > 0 } prefix)
        {
            var from = InstanceKey.Prefix(prefix);
            rows = rows with { PartitionKeyFrom = from, PartitionKeyBefore = $"{from}\u007f" };
        }

        return query.RuntimeStatus.Count == 0
            ? rows
            : rows with { AnyOf = new Dictionary<string, IReadOnlyList<int>> { ["Status"] = [.. query.RuntimeStatus.Select(status => (int)status)] } };
    }

    private static bool Fits(InstanceRecord record, InstanceQuery query) =>
        record.InstanceId.StartsWith(query.InstanceIdPrefix ?? "", StringComparison.Ordinal)
        && (query.CreatedTimeFrom is null || record.Created >= query.CreatedTimeFrom)
        && (query.CreatedTimeTo is null || record.Created <= query.CreatedTimeTo);

    private static string? Encode(TableContinuation? next) =>
        next is null ? null : Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(next));

    private static TableContinuation? Decode(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<TableContinuation>(Encoding.UTF8.GetString(Convert.FromBase64String(token)));
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw new TaskHubException(HubFault.InvalidArgument, "The continuation token is not one of this service.");
        }
    }
}
