namespace Billing.Adapters.Storage.Blobs;

/// <summary>The blob service's error codes that are used here.</summary>
internal static class BlobErrorCode
{
    public const string BlobAlreadyExists = nameof(BlobAlreadyExists);
    public const string BlobNotFound = nameof(BlobNotFound);
    public const string ConditionNotMet = nameof(ConditionNotMet);
    public const string ContainerAlreadyExists = nameof(ContainerAlreadyExists);
    public const string ContainerNotFound = nameof(ContainerNotFound);
    public const string InvalidRange = nameof(InvalidRange);
    public const string LeaseAlreadyPresent = nameof(LeaseAlreadyPresent);
    public const string LeaseIdMissing = nameof(LeaseIdMissing);
    public const string LeaseIdMismatchWithLeaseOperation = nameof(LeaseIdMismatchWithLeaseOperation);
}
