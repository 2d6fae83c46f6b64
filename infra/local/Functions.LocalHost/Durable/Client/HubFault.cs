namespace Functions.LocalHost.Durable.Client;

/// <summary>Why the task hub refuses; the numbers are those of gRPC's status codes (durable-protocol §6.3).</summary>
internal enum HubFault
{
    InvalidArgument = 3,
    NotFound = 5,
    AlreadyExists = 6,
    FailedPrecondition = 9,
    Unimplemented = 12,
    Internal = 13,
}
