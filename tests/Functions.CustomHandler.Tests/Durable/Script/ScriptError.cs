using Functions.CustomHandler.Durable;

namespace Functions.CustomHandler.Tests.Durable.Script;

/// <summary>An error as a value of the language: caught, or made for <c>throw</c>.</summary>
internal sealed record ScriptError(Exception Exception)
{
    public static ScriptError Make(string type, string message, ScriptError? cause)
    {
        var known = Type.GetType(type, throwOnError: false);
        return new ScriptError(known is not null && known.IsAssignableTo(typeof(Exception))
            ? (Exception)Activator.CreateInstance(known, message, cause?.Exception)!
            : new ActivityFailureException(type, message, nonRetriable: false, cause?.Exception));
    }

    public object? Member(string name) => name switch
    {
        "type" => Exception switch
        {
            TaskFailedException => "TaskFailed",
            OperationCanceledException => "Cancelled",
            ActivityFailureException typed => typed.Type,
            _ => Exception.GetType().FullName,
        },
        "message" => Exception.Message,
        "task" => (Exception as TaskFailedException)?.TaskName,
        "taskId" => Exception is TaskFailedException failed ? (decimal)failed.TaskId : null,
        "cause" => Cause((Exception as TaskFailedException)?.FailureDetails),
        _ => throw new FormatException($"An error has no '{name}'."),
    };

    private static Dictionary<string, object?>? Cause(TaskFailureDetails? details) => details is null ? null : new()
    {
        ["type"] = details.ErrorType,
        ["message"] = details.ErrorMessage,
        ["cause"] = Cause(details.InnerFailure),
    };
}
