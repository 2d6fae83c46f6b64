using Azure;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>What the headers of an answer say about a blob.</summary>
/// <param name="ContentLength">Of this answer's content; of the whole blob when it was asked for properties.</param>
/// <param name="ContentRange">For a part: <c>bytes 0-9/100</c>.</param>
/// <param name="LeaseState">available, leased, expired, breaking or broken.</param>
internal sealed record BlobProperties(
    ETag ETag,
    DateTimeOffset LastModified,
    long ContentLength,
    string? ContentType,
    string? ContentRange,
    string? LeaseState,
    IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataPrefix = "x-ms-meta-";

    internal static BlobProperties Of(Response response) => new(
        response.Headers.ETag ?? default,
        response.Headers.TryGetValue("Last-Modified", out var at)
            ? DateTimeOffset.ParseExact(at, "R", System.Globalization.CultureInfo.InvariantCulture)
            : default,
        response.Headers.ContentLengthLong ?? 0,
        response.Headers.ContentType,
        response.Headers.TryGetValue("Content-Range", out var range) ? range : null,
        response.Headers.TryGetValue("x-ms-lease-state", out var lease) ? lease : null,
        response.Headers
            .Where(header => header.Name.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Name[MetadataPrefix.Length..], header => header.Value, StringComparer.OrdinalIgnoreCase));
}
