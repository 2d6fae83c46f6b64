using System.Globalization;

using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Storage;

using Google.Protobuf;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>
/// The inboxes of all instances as one log of batches: what arrives at the same time for many instances is one row. Sequences grow
/// over all lives of the host, so that an instance can remember how far it has taken messages in.
/// </summary>
internal sealed class InboxStore(ITableStore tables, string table)
{
    private const string Log = "log";
    private const string Head = "head";
    private const int SequencesPerLife = 40;
    private const int MaxPagesAtOnce = 40;
    private const int MaxDeletesAtOnce = 100;

    public Task CreateTableAsync(CancellationToken cancellationToken) => tables.CreateTableAsync(table, cancellationToken);

    /// <summary>Begins a new life of the host: no sequence of an earlier one is as great as those from the answer on.</summary>
    public async Task<long> BeginAsync(CancellationToken cancellationToken)
    {
        var row = await tables.GetAsync(table, Head, Head, cancellationToken);
        var life = (row?.Integer("Life") ?? 0) + 1;
        var next = new TableRow(Head, Head) { ["Life"] = life };
        await tables.WriteAsync(table, row is null ? TableWrite.Insert(next) : TableWrite.Replace(next, row.ETag!), cancellationToken);
        return life << SequencesPerLife;
    }

    /// <summary>Stores a batch whose sequences are set; the same batch again does no harm. Answers its row's key and how many rows it fills.</summary>
    public async Task<(string RowKey, int Rows)> WriteAsync(InboxBatch batch, CancellationToken cancellationToken)
    {
        var rowKey = batch.Messages[0].Sequence.ToString("D19", CultureInfo.InvariantCulture);
        var row = new TableRow(Log, rowKey);
        var body = batch.ToByteArray();
        if (body.Length <= PackedBytes.MaxInline)
        {
            PackedBytes.Set(row, body);
            await tables.WriteAsync(table, TableWrite.InsertOrReplace(row), cancellationToken);
            return (rowKey, 1);
        }

        var pages = PackedBytes.PageCount(body.Length);
        var writes = Enumerable.Range(0, pages).Select(page =>
        {
            var part = new TableRow(Log, Part(rowKey, page));
            PackedBytes.Set(part, PackedBytes.Page(body, page));
            return TableWrite.InsertOrReplace(part);
        });
        foreach (var group in writes.Chunk(MaxPagesAtOnce))
        {
            await tables.CommitAsync(table, group, cancellationToken);
        }

        row["Pages"] = pages;
        await tables.WriteAsync(table, TableWrite.InsertOrReplace(row), cancellationToken);
        return (rowKey, pages + 1);
    }

    /// <summary>Everything that is stored, in order.</summary>
    public async IAsyncEnumerable<(string RowKey, int Rows, InboxBatch Batch)> ReadAllAsync()
    {
        TableContinuation? after = null;
        do
        {
            var page = await tables.QueryAsync(table, new TableQuery { PartitionKey = Log, After = after, PageSize = 100 }, CancellationToken.None);
            foreach (var row in page.Rows.Where(row => !row.RowKey.Contains('-', StringComparison.Ordinal)))
            {
                var pages = (int)(row.Integer("Pages") ?? 0);
                var body = pages == 0 ? PackedBytes.Get(row) : await ReadPartsAsync(row.RowKey, pages);
                yield return (row.RowKey, pages + 1, InboxBatch.Parser.ParseFrom(body));
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Removes batches; those that are gone already do no harm.</summary>
    public async Task DeleteAsync(IReadOnlyList<InboxRow> batches, CancellationToken cancellationToken)
    {
        // The row that makes a batch count goes first: parts without it mean nothing.
        var keys = batches.Select(batch => batch.RowKey)
            .Concat(batches.SelectMany(batch => Enumerable.Range(0, batch.Rows - 1).Select(page => Part(batch.RowKey, page))));
        foreach (var group in keys.Select(key => TableWrite.Delete(Log, key)).Chunk(MaxDeletesAtOnce))
        {
            try
            {
                await tables.CommitAsync(table, group, cancellationToken);
            }
            catch (TableStoreException gone) when (gone.IsNotFound)
            {
                await DeleteOneByOneAsync(group, cancellationToken);
            }
        }
    }

    private async Task DeleteOneByOneAsync(TableWrite[] rows, CancellationToken cancellationToken)
    {
        foreach (var row in rows)
        {
            if (await tables.GetAsync(table, Log, row.Row.RowKey, cancellationToken) is not null)
            {
                await tables.WriteAsync(table, row, cancellationToken);
            }
        }
    }

    private async Task<byte[]> ReadPartsAsync(string rowKey, int pages)
    {
        var parts = new List<byte[]>();
        for (var page = 0; page < pages; page++)
        {
            var row = await tables.GetAsync(table, Log, Part(rowKey, page), CancellationToken.None)
                ?? throw new InvalidDataException($"Part {page} of batch {rowKey} is missing in {table}.");
            parts.Add(PackedBytes.Get(row));
        }

        return PackedBytes.Join(parts);
    }

    private static string Part(string rowKey, int page) => string.Create(CultureInfo.InvariantCulture, $"{rowKey}-{page:D6}");
}
