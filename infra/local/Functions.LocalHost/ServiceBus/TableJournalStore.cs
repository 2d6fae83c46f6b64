using System.Net;
using System.Runtime.CompilerServices;

using Functions.LocalHost.Storage;

namespace Functions.LocalHost.ServiceBus;

/// <summary>Journals in the table <c>HostQueues</c>, one partition for each queue; a row's bytes are split over binary columns.</summary>
internal sealed class TableJournalStore(ITableStore tables) : IJournalStore
{
    private const string Table = "HostQueues";
    private const int ColumnBytes = 64 * 1024;
    private const int Columns = 14;

    public int MaxRowBytes => ColumnBytes * Columns;

    public int MaxCommitRows => ITableStore.MaxRowsPerCommit;

    public Task CreateAsync(CancellationToken cancellationToken) => tables.CreateTableAsync(Table, cancellationToken);

    public async IAsyncEnumerable<JournalRow> ReadAsync(string queue, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new TableQuery { PartitionKey = Partition(queue) };
        while (true)
        {
            var page = await tables.QueryAsync(Table, query, cancellationToken);
            foreach (var row in page.Rows)
            {
                yield return new JournalRow(row.RowKey, Join(row));
            }

            if (page.Next is null)
            {
                yield break;
            }

            query = query with { After = page.Next };
        }
    }

    public async Task CommitAsync(string queue, IReadOnlyList<JournalRow> writes, IReadOnlyList<string> deletes, CancellationToken cancellationToken)
    {
        var partition = Partition(queue);
        var all = writes.Select(row => TableWrite.InsertOrReplace(Split(partition, row)))
            .Concat(deletes.Select(key => TableWrite.Delete(partition, key)))
            .ToList();
        while (all.Count > 0)
        {
            try
            {
                await tables.CommitAsync(Table, all, cancellationToken);
                return;
            }
            catch (TableStoreException gone) when (gone is { Status: HttpStatusCode.NotFound, FailedIndex: { } index } && all[index].Kind == TableWriteKind.Delete)
            {
                all.RemoveAt(index); // an earlier try deleted it, and its answer was lost
            }
            catch (TableStoreException refused)
            {
                throw new IOException(refused.Message, refused);
            }
        }
    }

    // A slash may not be in a key, and no queue's name has a colon.
    private static string Partition(string queue) => queue.ToLowerInvariant().Replace('/', ':');

    private static TableRow Split(string partition, JournalRow journal)
    {
        var row = new TableRow(partition, journal.Key);
        for (var (at, column) = (0, 0); at < journal.Value.Length; at += ColumnBytes, column++)
        {
            row[Name(column)] = journal.Value.Slice(at, Math.Min(ColumnBytes, journal.Value.Length - at)).ToArray();
        }

        return row;
    }

    private static byte[] Join(TableRow row)
    {
        using var all = new MemoryStream();
        for (var column = 0; row.Binary(Name(column)) is { } part; column++)
        {
            all.Write(part);
        }

        return all.ToArray();
    }

    private static string Name(int column) => $"d{column:D2}";
}
