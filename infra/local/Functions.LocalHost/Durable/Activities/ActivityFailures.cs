using Functions.Durable.Protocol;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Durable.Activities;

/// <summary>A failed activity in the words of the extension (durable-protocol §4.3).</summary>
internal static class ActivityFailures
{
    private const string Outer = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException";

    /// <summary>The exception of the invocation outside, what the invoker met inside.</summary>
    public static TaskFailureDetails Details(string function, InvocationFailure failure)
    {
        var inner = failure.Type == Outer ? failure.Inner : failure;
        return new TaskFailureDetails
        {
            ErrorType = Outer,
            ErrorMessage = $"Exception while executing function: Functions.{function}",
            InnerFailure = inner is null ? null : Convert(inner),
        };
    }

    private static TaskFailureDetails Convert(InvocationFailure failure) => new()
    {
        ErrorType = failure.Type,
        ErrorMessage = failure.Message,
        InnerFailure = failure.Inner is { } inner ? Convert(inner) : null,
    };
}
