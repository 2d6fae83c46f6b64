using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Tables;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Storage.Documents;

/// <summary>
/// One table of JSON documents, one in a row. What changes together is one entity-group write of one partition, guarded by the versions that
/// were read; whoever loses reads again and decides again. Row keys name the kind first: <c>product-{id}</c>.
/// </summary>
public sealed class DocumentTable
{
    private readonly TableClient _table;

    internal DocumentTable(TableClient table) => _table = table;

    /// <summary>Rows of one write at most.</summary>
    public const int MostWrites = TableBatch.MaxActions;

    /// <summary>Column of documents that still run, with the value true: their customer cannot be deleted.</summary>
    public const string OpenColumn = "Open";

    /// <summary>Documents that a page with a condition looks at, at most.</summary>
    public const int MostLooked = 2000;

    public string Name => _table.Name;

    public async Task<StoredDocument<T>?> ReadAsync<T>(string partition, string row, CancellationToken cancellationToken)
        where T : class
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellationToken);
        return found.HasValue ? DocumentRows.Read<T>(found.Value!) : null;
    }

    /// <summary>
    /// Documents whose row key begins so, in the order of the keys. With a condition, a page ends after <see cref="MostLooked"/> documents that
    /// were looked at, and can therefore be short although more follow.
    /// </summary>
    /// <param name="query">What the condition depends on, so that a cursor of another one is refused.</param>
    /// <exception cref="InvalidCursorException">The cursor is not one of this list.</exception>
    public async Task<Page<StoredDocument<T>>> ListAsync<T>(
        string partition, string prefix, string? cursor, int size, CancellationToken cancellationToken, Func<T, bool>? where = null, string query = "")
        where T : class
    {
        PageSize.Check(size);
        var list = $"{Name}\n{partition}\n{prefix}\n{query}";
        var last = cursor is null ? null : Cursor.Read(list, cursor);
        var found = new List<StoredDocument<T>>(size);
        var looked = 0;
        var rows = _table.QueryAsync<TableEntity>(Filter(partition, prefix, last), where is null ? size + 1 : null, cancellationToken: cancellationToken);
        await foreach (var row in rows)
        {
            if (found.Count == size || looked++ == MostLooked)
            {
                return new Page<StoredDocument<T>>(found, Cursor.Write(list, last!));
            }

            last = row.RowKey;
            var document = DocumentRows.Read<T>(row);
            if (where is null || where(document.Value))
            {
                found.Add(document);
            }
        }

        return new Page<StoredDocument<T>>(found, null);
    }

    /// <summary>All documents whose row key begins so, read a thousand at a time as the caller goes on.</summary>
    public async IAsyncEnumerable<StoredDocument<T>> ScanAsync<T>(
        string partition, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var row in _table.QueryAsync<TableEntity>(Filter(partition, prefix, null), cancellationToken: cancellationToken))
        {
            yield return DocumentRows.Read<T>(row);
        }
    }

    /// <summary>
    /// Every document of a partition as it is stored, but not the answers kept for repeats (<see cref="StoredAnswer"/>). Rows that hold no document
    /// are passed over.
    /// </summary>
    public async IAsyncEnumerable<(string Row, string Json)> ScanJsonAsync(string partition, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            if (!row.RowKey.StartsWith(StoredAnswer.Prefix, StringComparison.Ordinal) && DocumentRows.Json(row) is { Length: > 0 } json)
            {
                yield return (row.RowKey, json);
            }
        }
    }

    /// <summary>Whether any row of the partition says that it is open.</summary>
    public async Task<bool> AnyOpenAsync(string partition, CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and Open eq {true}");
        await foreach (var _ in _table.QueryAsync<TableEntity>(filter, 1, ["RowKey"], cancellationToken))
        {
            return true;
        }

        return false;
    }

    /// <summary>
    /// Writes everything or nothing. False when a row was no longer as it was read, was there already, or is gone: read again.
    /// A retry whose first try had arrived is told from a lost race by the version.
    /// </summary>
    /// <param name="version">A ULID of this write alone; the version of every document in it.</param>
    /// <exception cref="Azure.RequestFailedException">More than <see cref="MostWrites"/> rows, or 4 MiB; or the service fails.</exception>
    public async Task<bool> WriteAsync(string partition, string version, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        try
        {
            await _table.SubmitTransactionAsync(writes.Select(write => DocumentRows.ToAction(partition, version, write)), cancellationToken);
            return true;
        }
        catch (TableTransactionFailedException refused) when (refused.ErrorCode
            is TableErrorCode.EntityAlreadyExists or TableErrorCode.UpdateConditionNotSatisfied or TableErrorCode.ResourceNotFound)
        {
            return await IsWrittenAsync(partition, version, writes, cancellationToken);
        }
    }

    private async Task<bool> IsWrittenAsync(string partition, string version, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
    {
        if (writes.FirstOrDefault(write => write.Json is not null) is not { } written)
        {
            return false;
        }

        var row = await _table.GetEntityIfExistsAsync<TableEntity>(partition, written.Row, cancellationToken: cancellationToken);
        return row.HasValue && DocumentRows.Version(row.Value!) == version;
    }

    private static string Filter(string partition, string prefix, string? after)
    {
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        return after is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {end}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {end}");
    }
}
