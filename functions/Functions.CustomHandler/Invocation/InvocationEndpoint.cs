using System.Text.Json;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Manifest;

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler.Invocation;

/// <summary>
/// <c>POST /{function}</c>: the host's call of every function that is not plain HTTP (functions-custom-handler §3). Answers a JSON object on
/// success, never an empty body; a failure is 500 with a short reason phrase. Orchestrations are answered by <see cref="DurableEndpoint"/>
/// whatever happens.
/// </summary>
internal sealed partial class InvocationEndpoint(
    FunctionTable functions, DurableEndpoint durable, InvocationLimits limits, IServiceScopeFactory scopes, TimeProvider time, ILogger<InvocationEndpoint> logger)
{
    /// <summary>What is no turn in base64, so that the answer says so.</summary>
    private const string NoTurn = "?";

    /// <summary>More than what stands around a return value that needs no escapes.</summary>
    private const int Frame = 1024;

    private const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    public async Task HandleAsync(HttpContext http)
    {
        var name = http.Request.RouteValues["function"] as string ?? "";
        if (functions.Find(name) is not { } function)
        {
            Refuse(http, StatusCodes.Status404NotFound, $"No function named {name.Length} characters is here");
            LogUnknown(logger, functions.Invoked.Count);
            return;
        }

        if (function.Trigger.Binding is OrchestrationTriggerAttribute)
        {
            // Even a turn that is too large to be sent has to end with an answer.
            var turn = await OrchestrateAsync(function, http);
            await AnswerAsync(http, turn.Length <= limits.MaxResponseBytes - Frame ? turn : DurableEndpoint.TooLarge(turn.Length, limits.MaxResponseBytes));
            return;
        }

        await InvokeAsync(function, http);
    }

    // Whatever is wrong with the request, the orchestration gets a well-formed answer: anything else fails it for good (durable-protocol §3.5).
    private async Task<string> OrchestrateAsync(FunctionDescriptor function, HttpContext http)
    {
        try
        {
            using var request = await InvocationRequest.ReadAsync(http.Request.Body, http.RequestAborted);
            return durable.ExecuteOrchestrator(function.Name, WireText.DecodeText(request.Data(function.Trigger.Name)) ?? NoTurn);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter: half a surrogate pair in a text
        {
            LogUnreadable(logger, broken, function.Name);
            return durable.ExecuteOrchestrator(function.Name, NoTurn);
        }
        catch (Exception cut) when (cut is IOException or OperationCanceledException or OutOfMemoryException or BadHttpRequestException)
        {
            LogUnreadable(logger, cut, function.Name);
            return durable.Refuse("The request was cut off.");
        }
    }

    private async Task InvokeAsync(FunctionDescriptor function, HttpContext http)
    {
        using var deadline = new CancellationTokenSource(limits.Deadline, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        try
        {
            using var request = await InvocationRequest.ReadAsync(http.Request.Body, stop.Token);
            await using var scope = scopes.CreateAsyncScope();
            var context = new FunctionContext(
                function.Name, http.Request.Headers[InvocationIdHeader].ToString(), request.ReadMetadata(), scope.ServiceProvider, stop.Token);
            var result = await MethodCall.InvokeAsync(function.Method, ArgumentBinder.Bind(function, request, context), scope.ServiceProvider);
            await AnswerAsync(http, function.Trigger.Binding is ActivityTriggerAttribute ? ActivityResult.Encode(result) : null);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !http.RequestAborted.IsCancellationRequested && !http.Response.HasStarted)
        {
            // The framework's message would not say that it was time: whoever reads the orchestration's history has only this phrase.
            await FailAsync(function, http, new InvocationTimedOutException(function.Name, limits.Deadline));
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            // The boundary of the runtime: the host must hear of every failure, and the process lives on.
            await FailAsync(function, http, failure);
        }
    }

    private async Task FailAsync(FunctionDescriptor function, HttpContext http, Exception failure)
    {
        var answer = ActivityResult.EncodeFailure(failure);
        if (answer.ReturnValue is not null && function.Trigger.Binding is ActivityTriggerAttribute)
        {
            await AnswerAsync(http, answer.ReturnValue); // expected: travels with type, message and flag (durable-protocol §4.3 way B)
            return;
        }

        LogFailed(logger, failure, function.Name, http.Request.Headers[InvocationIdHeader].ToString());
        Refuse(http, StatusCodes.Status500InternalServerError, answer.ReasonPhrase ?? "Failed");
    }

    private async Task AnswerAsync(HttpContext http, string? returnValue)
    {
        var body = InvocationResponse.Write(returnValue);
        if (body.Length > limits.MaxResponseBytes)
        {
            Refuse(http, StatusCodes.Status500InternalServerError, $"The result has {body.Length} bytes; {limits.MaxResponseBytes} were expected at the most");
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private static void Refuse(HttpContext http, int status, string phrase)
    {
        http.Response.StatusCode = status;
        http.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = phrase;
    }

    [LoggerMessage(100, LogLevel.Error, "{Function} failed in invocation {InvocationId}.")]
    private static partial void LogFailed(ILogger logger, Exception failure, string function, string invocationId);

    [LoggerMessage(101, LogLevel.Error, "A function was called that is not among the {Count} of this app.")]
    private static partial void LogUnknown(ILogger logger, int count);

    [LoggerMessage(102, LogLevel.Error, "The request of an orchestration turn of {Function} could not be read.")]
    private static partial void LogUnreadable(ILogger logger, Exception failure, string function);
}
