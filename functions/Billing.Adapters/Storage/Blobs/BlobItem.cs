using Azure;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>One blob of a listing.</summary>
internal sealed record BlobItem(string Name, BlobItemProperties Properties, IReadOnlyDictionary<string, string> Metadata);

internal sealed record BlobItemProperties(ETag? ETag, long? ContentLength, DateTimeOffset? LastModified, string? ContentType);
