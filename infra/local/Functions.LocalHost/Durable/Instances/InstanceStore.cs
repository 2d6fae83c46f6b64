using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>
/// The instances in their table. A commit is one ETag write of the instance's row: pages are written before it, or with it in one
/// entity-group transaction when they are few, and count only once the row names them.
/// </summary>
internal sealed class InstanceStore(ITableStore tables, string table)
{
    // What one request carries, well inside the service's 100 rows and 4 MiB.
    private const int MaxRows = 90;
    private const int MaxPages = 40;
    private const int ReadAtOnce = 16;

    public Task CreateTableAsync(CancellationToken cancellationToken) => tables.CreateTableAsync(table, cancellationToken);

    public async Task<StoredInstance> LoadAsync(InstanceKey key, CancellationToken cancellationToken) =>
        await tables.GetAsync(table, key.PartitionKey, key.State, cancellationToken) is { } row
            ? await ReadAsync(row, cancellationToken)
            : StoredInstance.Missing;

    /// <summary>The committed history of the current execution.</summary>
    public async Task<HistoryBuffer> LoadHistoryAsync(InstanceKey key, InstanceRecord record, CancellationToken cancellationToken)
    {
        var history = new HistoryBuffer();
        for (var first = 0; first < record.Pages.Count; first += ReadAtOnce)
        {
            var count = Math.Min(ReadAtOnce, record.Pages.Count - first);
            var pages = await ReadPagesAsync(key, count, page => key.History(first + page), cancellationToken);
            for (var page = 0; page < count; page++)
            {
                history.Append(pages[page].AsSpan(0, record.Pages[first + page]));
            }
        }

        return history;
    }

    /// <summary>The event that started the current execution, which is the second of its history; null before its first turn.</summary>
    public async Task<ExecutionStartedEvent?> LoadStartAsync(InstanceKey key, InstanceRecord record, CancellationToken cancellationToken)
    {
        // An event that is longer than a page needs the ones that follow.
        var history = await LoadHistoryAsync(key, record, cancellationToken);
        return history.Decode().FirstOrDefault(entry => entry.ExecutionStarted is not null)?.ExecutionStarted;
    }

    /// <summary>The activities that are stored beside the row, by commit and task.</summary>
    public async Task<IReadOnlyDictionary<(long Commit, int TaskId), ActivityTask>> LoadWorkAsync(
        InstanceKey key, InstanceRecord record, CancellationToken cancellationToken)
    {
        var tasks = new Dictionary<(long Commit, int TaskId), ActivityTask>();
        foreach (var work in record.Work)
        {
            var pages = await ReadPagesAsync(key, work.Count, page => key.Work(work.Commit, page), cancellationToken);
            foreach (var task in WorkList.Parser.ParseFrom(PackedBytes.Join(pages)).Tasks)
            {
                tasks[(work.Commit, task.Id)] = task.Activity;
            }
        }

        return tasks;
    }

    /// <exception cref="TableStoreException">The row has changed (412, 404), or is there already (409).</exception>
    public async Task<StoredInstance> CommitAsync(InstanceChange change, CancellationToken cancellationToken)
    {
        var writes = InstanceWrites.Create(change);
        if (writes.Pages.Count <= MaxPages && writes.Pages.Count + writes.Spent.Count < MaxRows)
        {
            return new StoredInstance(change.After, await CommitAtOnceAsync(writes, cancellationToken), writes.BodyPages);
        }

        foreach (var group in writes.Pages.Chunk(MaxPages))
        {
            await tables.CommitAsync(table, group, cancellationToken);
        }

        var etag = await tables.WriteAsync(table, writes.State, cancellationToken);
        await DeleteAsync(writes.Spent, cancellationToken);
        return new StoredInstance(change.After, etag, writes.BodyPages);
    }

    /// <summary>Everything of the instance; its row goes last, so that a purge that was cut short can be done again.</summary>
    public async Task PurgeAsync(InstanceKey key, StoredInstance stored, CancellationToken cancellationToken)
    {
        var record = stored.Record!;
        var rows = Enumerable.Range(0, record.StoredPages).Select(key.History)
            .Concat(record.Work.SelectMany(work => Enumerable.Range(0, work.Count).Select(page => key.Work(work.Commit, page))))
            .Concat(Enumerable.Range(0, stored.BodyPages).Select(page => key.Body(record.Commit, page)))
            .Select(rowKey => TableWrite.Delete(key.PartitionKey, rowKey))
            .ToList();
        await DeleteAsync(rows, cancellationToken);
        await tables.WriteAsync(table, TableWrite.Delete(key.PartitionKey, key.State, stored.ETag), cancellationToken);
    }

    /// <summary>A page of instances in the order of their keys.</summary>
    public async Task<(IReadOnlyList<StoredInstance> Instances, TableContinuation? Next)> ListAsync(TableQuery query, CancellationToken cancellationToken)
    {
        var page = await tables.QueryAsync(
            table, query with { RowKeyFrom = InstanceKey.StatePrefix, RowKeyBefore = "s." }, cancellationToken);
        var instances = new List<StoredInstance>(page.Rows.Count);
        foreach (var row in page.Rows)
        {
            instances.Add(await ReadAsync(row, cancellationToken));
        }

        return (instances, page.Next);
    }

    private async Task<string> CommitAtOnceAsync(InstanceWrites writes, CancellationToken cancellationToken)
    {
        if (writes.Pages.Count == 0 && writes.Spent.Count == 0)
        {
            return await tables.WriteAsync(table, writes.State, cancellationToken);
        }

        var etags = await tables.CommitAsync(table, [.. writes.Pages, .. writes.Spent, writes.State], cancellationToken);
        return etags[^1];
    }

    private async Task DeleteAsync(List<TableWrite> rows, CancellationToken cancellationToken)
    {
        foreach (var group in rows.Chunk(MaxRows))
        {
            try
            {
                await tables.CommitAsync(table, group, cancellationToken);
            }
            catch (TableStoreException gone) when (gone.IsNotFound)
            {
                // Some went in an earlier attempt that was cut short; a transaction does all or none.
                await DeleteOneByOneAsync(group, cancellationToken);
            }
        }
    }

    private async Task DeleteOneByOneAsync(TableWrite[] rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (await tables.GetAsync(table, row.Row.PartitionKey, row.Row.RowKey, cancellationToken) is not null)
            {
                await tables.WriteAsync(table, row, cancellationToken);
            }
        }
    }

    private async Task<StoredInstance> ReadAsync(TableRow row, CancellationToken cancellationToken)
    {
        if (row.Integer("BodyPages") is not { } count)
        {
            return new StoredInstance(InstanceRecord.Parser.ParseFrom(PackedBytes.Get(row)), row.ETag!);
        }

        var key = new InstanceKey(row.Text("Id")!);
        var commit = row.Integer("BodyCommit")!.Value;
        var pages = await ReadPagesAsync(key, (int)count, page => key.Body(commit, page), cancellationToken);
        return new StoredInstance(InstanceRecord.Parser.ParseFrom(PackedBytes.Join(pages)), row.ETag!, (int)count);
    }

    private async Task<byte[][]> ReadPagesAsync(InstanceKey key, int count, Func<int, string> rowKey, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(async page =>
            await tables.GetAsync(table, key.PartitionKey, rowKey(page), cancellationToken) is { } row
                ? PackedBytes.Get(row)
                : throw new InvalidDataException($"Row {rowKey(page)} of an instance is missing in {table}, though the instance's row names it.")));
}
