using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Tests.Durable;

/// <summary>The tables of a host that is killed at its n-th write: just before it happens, or just after. From then on nothing goes through.</summary>
internal sealed class CrashingTables(ITableStore inner, int crashAt, bool afterTheWrite) : ITableStore
{
    private int _writes;

    /// <summary>Completes when the host has been killed.</summary>
    public TaskCompletionSource Crashed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Writes => _writes;

    public Task CreateTableAsync(string table, CancellationToken cancellationToken) => inner.CreateTableAsync(table, cancellationToken);

    public Task<TableRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken cancellationToken) =>
        Alive(() => inner.GetAsync(table, partitionKey, rowKey, cancellationToken));

    public Task<TablePage> QueryAsync(string table, TableQuery query, CancellationToken cancellationToken) =>
        Alive(() => inner.QueryAsync(table, query, cancellationToken));

    public Task<string> WriteAsync(string table, TableWrite write, CancellationToken cancellationToken) =>
        CountedAsync(() => inner.WriteAsync(table, write, cancellationToken));

    public Task<IReadOnlyList<string>> CommitAsync(string table, IReadOnlyList<TableWrite> writes, CancellationToken cancellationToken) =>
        CountedAsync(() => inner.CommitAsync(table, writes, cancellationToken));

    private Task<T> Alive<T>(Func<Task<T>> action) => Crashed.Task.IsCompleted ? throw Dead() : action();

    private async Task<T> CountedAsync<T>(Func<Task<T>> write)
    {
        var number = Interlocked.Increment(ref _writes);
        if (number > crashAt || (number == crashAt && !afterTheWrite))
        {
            Crashed.TrySetResult();
            throw Dead();
        }

        var answer = await Alive(write);
        if (number == crashAt)
        {
            Crashed.TrySetResult();
            throw Dead();
        }

        return answer;
    }

    private static HttpRequestException Dead() => new("The host is dead.");
}
