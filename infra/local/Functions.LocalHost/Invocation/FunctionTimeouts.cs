namespace Functions.LocalHost.Invocation;

/// <summary>The failure of a function that ran over its time, in the words of the real host.</summary>
internal static class FunctionTimeouts
{
    public static InvocationFailure Failure(string function, TimeSpan timeout) =>
        new(FailureTypes.Timeout, $"Timeout value of {timeout:c} was exceeded by function: {function}");
}
