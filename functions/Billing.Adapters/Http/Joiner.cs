namespace Billing.Adapters.Http;

/// <summary>
/// Joins what several callers ask for within a short window into one call. Only what has not been sent yet is joined:
/// a caller never gets an answer that is older than its question.
/// </summary>
/// <param name="window">How long the first of a batch waits for others.</param>
/// <param name="largest">Items of a batch; a full one does not wait.</param>
/// <param name="shareEqual">Whether callers with equal keys share one item (reads); otherwise the later goes into a batch of its own (writes).</param>
/// <param name="run">The call: one result for each item, in their order. Runs to its end also when callers give up.</param>
internal sealed class Joiner<TKey, TItem, TResult>(
    TimeSpan window,
    int largest,
    bool shareEqual,
    TimeProvider time,
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> run)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private Batch? _open;

    /// <exception cref="OperationCanceledException">The caller gave up; the call goes on for the others.</exception>
    public async Task<TResult> AddAsync(TKey key, TItem item, CancellationToken cancellationToken)
    {
        var (batch, index) = Place(key, item);
        var results = await batch.Results!.WaitAsync(cancellationToken);
        return results[index];
    }

    private (Batch Batch, int Index) Place(TKey key, TItem item)
    {
        lock (_lock)
        {
            if (_open is { } open && open.Indexes.TryGetValue(key, out var shared))
            {
                if (shareEqual)
                {
                    return (open, shared);
                }

                _open = null;
            }

            var batch = _open ?? Begin();
            batch.Indexes[key] = batch.Items.Count;
            batch.Items.Add(item);
            if (batch.Items.Count >= largest)
            {
                _open = null;
                batch.Full.SetResult();
            }

            return (batch, batch.Indexes[key]);
        }
    }

    private Batch Begin()
    {
        var batch = new Batch();
        _open = batch;
        batch.Results = RunAsync(batch);
        return batch;
    }

    private async Task<IReadOnlyList<TResult>> RunAsync(Batch batch)
    {
        await Task.WhenAny(Task.Delay(window, time), batch.Full.Task);
        lock (_lock)
        {
            if (_open == batch)
            {
                _open = null;
            }
        }

        return await run(batch.Items);
    }

    private sealed class Batch
    {
        public Dictionary<TKey, int> Indexes { get; } = [];

        public List<TItem> Items { get; } = [];

        public TaskCompletionSource Full { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IReadOnlyList<TResult>>? Results { get; set; }
    }
}
