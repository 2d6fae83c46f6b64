namespace Functions.CustomHandler.Durable;

/// <summary>The cause of a failed activity, sub-orchestration or orchestration, as data: it has crossed processes.</summary>
/// <param name="ErrorType">The type's full name, or a stable code such as that of an <see cref="ActivityFailureException"/>.</param>
/// <param name="ErrorMessage">What happened.</param>
/// <param name="StackTrace">Where, if it is known.</param>
/// <param name="InnerFailure">The cause of the cause.</param>
/// <param name="IsNonRetriable">True: repeating cannot help, and no retry policy does.</param>
/// <param name="Properties">Further data by name, as JSON-like values.</param>
public sealed record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace = null,
    TaskFailureDetails? InnerFailure = null,
    bool IsNonRetriable = false,
    IReadOnlyDictionary<string, object?>? Properties = null)
{
    /// <summary>The type and message of a failure that came without details (durable-protocol §4.3, §8.5).</summary>
    internal const string Unknown = "(unknown)";

    /// <summary>True if this failure (not an inner one) was an exception of that type or of one derived from it.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <inheritdoc cref="IsCausedBy{T}"/>
    public bool IsCausedBy(Type exceptionType)
    {
        ArgumentNullException.ThrowIfNull(exceptionType);
        return ErrorType == exceptionType.FullName
            || AppDomain.CurrentDomain.GetAssemblies().Any(assembly => exceptionType.IsAssignableFrom(assembly.GetType(ErrorType, throwOnError: false)));
    }

    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
