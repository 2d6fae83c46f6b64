using System.Globalization;
using System.Text;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Faults;

/// <summary>Stands before one service: counts its calls, and does to a call what the board says. Without a fault the call passes.</summary>
/// <param name="service"><c>kintone</c> or <c>np</c>.</param>
internal sealed class FaultMiddleware(string service, FaultBoard board, CallLog log, IFaultAnswers answers, TimeProvider time)
{
    /// <summary>The longest that a silent connection is held when the caller never gives up.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var body = Encoding.UTF8.GetString(await RequestBody.ReadAsync(context));
        var (method, path) = (context.Request.Method, context.Request.Path.Value ?? "/");
        var fault = board.Take(service, method, path, body);
        var isAnswered = false;
        try
        {
            isAnswered = await ServeAsync(context, fault, next);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the caller went away; there is nobody to answer
        }
        finally
        {
            log.Add(service, method, path, isAnswered ? context.Response.StatusCode.ToString(CultureInfo.InvariantCulture) : "dropped");
        }

        if (!isAnswered)
        {
            context.Abort(); // counted before: whoever sees the connection end finds the call in the log
        }
    }

    /// <summary>False when the connection is to be dropped.</summary>
    private async Task<bool> ServeAsync(HttpContext context, Fault? fault, RequestDelegate next)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Latency:
                await Task.Delay(TimeSpan.FromMilliseconds(fault.Milliseconds), time, context.RequestAborted);
                break;
            case FaultKind.UnknownCode or FaultKind.Partial when answers.DistortsAnswers:
                context.Features.Set(fault);
                break;
            case not null:
                return await FailAsync(context, fault, next);
        }

        await next(context);
        return true;
    }

    private async Task<bool> FailAsync(HttpContext context, Fault fault, RequestDelegate next)
    {
        if (fault.AfterActing)
        {
            await ActAsync(context, next);
        }

        switch (fault.Kind)
        {
            case FaultKind.Status or FaultKind.UnknownCode:
                await answers.WriteStatusAsync(context, fault);
                return true;
            case FaultKind.Silence:
                await Task.Delay(LongestSilence, time, context.RequestAborted);
                break;
        }

        return false;
    }

    /// <summary>The service does its work; its answer is thrown away. The caller's going away does not stop the work.</summary>
    private static async Task ActAsync(HttpContext context, RequestDelegate next)
    {
        var (body, aborted) = (context.Response.Body, context.RequestAborted);
        context.Response.Body = Stream.Null;
        context.RequestAborted = CancellationToken.None;
        await next(context);
        context.RequestAborted = aborted;
        context.Response.Body = body;
        context.Response.Clear();
    }
}
