namespace Functions.LocalHost.Invocation;

/// <summary>The answer of the app cannot be used; carries the failure out of the depths of a reader or writer. Never leaves the invoker.</summary>
internal sealed class InvocationFailedException(InvocationFailure failure) : Exception(failure.Message)
{
    public InvocationFailedException(string type, string message, InvocationFailure? inner = null)
        : this(new InvocationFailure(type, message, inner))
    {
    }

    public InvocationFailure Failure { get; } = failure;
}
