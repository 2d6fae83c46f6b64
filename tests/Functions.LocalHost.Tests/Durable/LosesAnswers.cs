using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>Tables whose first answer to the write of such a row is lost on the way: it happened, and the writer cannot know.</summary>
internal sealed class LosesAnswers(ITableStore inner, Func<TableRow, bool> row) : ITableStore
{
    private int _lost;
    private int _reads;

    /// <summary>How many rows were asked for since the answer was lost.</summary>
    public int ReadsSince => Volatile.Read(ref _reads);

    public Task CreateTableAsync(string table, CancellationToken cancellationToken) => inner.CreateTableAsync(table, cancellationToken);

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _lost) == 1)
        {
            Interlocked.Increment(ref _reads);
        }

        return inner.GetAsync(table, partitionKey, rowKey, cancellationToken);
    }

    public Task<TablePage> QueryAsync(string table, TableQuery query, CancellationToken cancellationToken) =>
        inner.QueryAsync(table, query, cancellationToken);

    public async Task<string> WriteAsync(string table, TableWrite write, CancellationToken cancellationToken) =>
        Kept(await inner.WriteAsync(table, write, cancellationToken), [write]);

    public async Task<IReadOnlyList<string>> CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        Kept(await inner.CommitAsync(table, writes, cancellationToken), writes);

    private T Kept<T>(T answer, IReadOnlyList<TableWrite> writes) =>
        writes.Any(write => row(write.Row)) && Interlocked.Exchange(ref _lost, 1) == 0 ? throw new HttpRequestException("The answer was lost.") : answer;
}
