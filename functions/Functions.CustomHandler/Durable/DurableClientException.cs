namespace Functions.CustomHandler.Durable;

/// <summary>A call to the Durable engine failed.</summary>
public sealed class DurableClientException : Exception
{
    public DurableClientException(DurableClientStatus status, string call, string detail, Exception? innerException = null)
        : base($"{call} failed with {status}: {detail}", innerException) => Status = status;

    public DurableClientStatus Status { get; }

    /// <summary>The stable code, for example <c>durable_unavailable</c>.</summary>
    public string Code => Status switch
    {
        DurableClientStatus.Cancelled => "durable_cancelled",
        DurableClientStatus.InvalidArgument => "durable_invalid_argument",
        DurableClientStatus.DeadlineExceeded => "durable_deadline_exceeded",
        DurableClientStatus.NotFound => "durable_not_found",
        DurableClientStatus.AlreadyExists => "durable_already_exists",
        DurableClientStatus.FailedPrecondition => "durable_failed_precondition",
        DurableClientStatus.Unimplemented => "durable_unimplemented",
        DurableClientStatus.Internal => "durable_internal",
        DurableClientStatus.Unavailable => "durable_unavailable",
        _ => "durable_unknown",
    };
}
