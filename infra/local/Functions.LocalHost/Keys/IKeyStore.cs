namespace Functions.LocalHost.Keys;

/// <summary>Keeps the keys that nobody set, so that they stay the same from one start of the host to the next.</summary>
internal interface IKeyStore
{
    /// <summary>All kept keys by their full names, for example <c>host/default</c>.</summary>
    Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Replaces everything that is kept.</summary>
    Task SaveAsync(IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken);
}
