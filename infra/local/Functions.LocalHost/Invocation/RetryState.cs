using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>The attempt under a function's retry policy; becomes the last entry of <c>Metadata</c> (functions-custom-handler §3.2, §5).</summary>
/// <param name="RetryCount">0 for the first attempt.</param>
/// <param name="MaxRetryCount">-1 = without end.</param>
/// <param name="Exception">Why the attempt before failed. [A] Only type and message of the real host's long form are given.</param>
internal sealed record RetryState(int RetryCount, int MaxRetryCount, InvocationFailure? Exception)
{
    public const string Key = "RetryContext";

    public WireValue ToWire() => new WireValue.Raw(
        $"{{\"RetryCount\":{RetryCount},\"MaxRetryCount\":{MaxRetryCount},\"Exception\":{ExceptionJson},\"Instance\":null,\"State\":{{}}}}");

    private string ExceptionJson => Exception is null
        ? "null"
        : $"{{\"ClassName\":{JsonTokenWriter.Quote(Exception.Type)},\"Message\":{JsonTokenWriter.Quote(Exception.Message)}}}";
}
