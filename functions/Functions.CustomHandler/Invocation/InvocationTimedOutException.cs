namespace Functions.CustomHandler.Invocation;

/// <summary>
/// A function heeded its token when its time was over, shortly before the host's own time-out would have killed the process
/// (functions-custom-handler §2.3). Fails only this invocation.
/// </summary>
internal sealed class InvocationTimedOutException(string function, TimeSpan deadline)
    : Exception($"{function} was cancelled after {deadline:c}");
