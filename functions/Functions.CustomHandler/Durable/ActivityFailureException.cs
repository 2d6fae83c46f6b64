namespace Functions.CustomHandler.Durable;

/// <summary>
/// Thrown by an activity (or an orchestrator) for an expected failure. Its type, message and non-retriable flag reach the caller
/// whole, as <see cref="TaskFailureDetails"/> (durable-protocol §4.3, way B). The message is stored: no secrets, no personal data.
/// </summary>
public sealed class ActivityFailureException : Exception
{
    public ActivityFailureException(string type, string message, bool nonRetriable = false)
        : this(type, message, nonRetriable, innerException: null)
    {
    }

    public ActivityFailureException(string type, string message, bool nonRetriable, Exception? innerException)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        Type = type;
        NonRetriable = nonRetriable;
    }

    /// <summary>A stable code; becomes <see cref="TaskFailureDetails.ErrorType"/>.</summary>
    public string Type { get; }

    public bool NonRetriable { get; }
}
