namespace Billing.Adapters.Storage.Documents;

/// <summary>A document as it was read, without its value: enough to replace or delete exactly this version.</summary>
/// <param name="Row">Its row key.</param>
/// <param name="Version">The ULID of the commit that wrote it; what callers see as ETag.</param>
/// <param name="StorageTag">The service's own ETag, by which a write is guarded.</param>
public record StoredDocument(string Row, string Version, string StorageTag);

/// <summary>A document as it was read.</summary>
public sealed record StoredDocument<T>(string Row, T Value, string Version, string StorageTag) : StoredDocument(Row, Version, StorageTag);
