namespace Functions.CustomHandler.Durable;

/// <summary>Why the engine refused or failed a call: the gRPC status codes that it uses (durable-protocol §6.3).</summary>
public enum DurableClientStatus
{
    Cancelled = 1,
    Unknown = 2,
    InvalidArgument = 3,
    DeadlineExceeded = 4,
    NotFound = 5,
    AlreadyExists = 6,
    FailedPrecondition = 9,
    Unimplemented = 12,
    Internal = 13,
    Unavailable = 14,
}
