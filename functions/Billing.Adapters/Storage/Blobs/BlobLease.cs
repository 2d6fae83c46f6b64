using Azure;

namespace Billing.Adapters.Storage.Blobs;

internal sealed record BlobLease(string LeaseId, ETag ETag);
