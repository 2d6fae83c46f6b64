namespace Functions.LocalHost.Keys;

/// <summary>Keeps nothing beyond the process: for hosts whose data is in memory.</summary>
internal sealed class MemoryKeyStore : IKeyStore
{
    private IReadOnlyDictionary<string, string> _keys = new Dictionary<string, string>();

    public Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken) => Task.FromResult(_keys);

    public Task SaveAsync(IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        _keys = keys;
        return Task.CompletedTask;
    }
}
