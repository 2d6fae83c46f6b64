using System.Text;

using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;

namespace Functions.LocalHost.Http;

/// <summary>
/// Common to the ways a plain HTTP request reaches the app unchanged: waits for the app, watches the time-outs, and answers failures as the real
/// host does: 500 for a failed function, 503 when the host stops.
/// </summary>
/// <param name="host">This life of the host.</param>
/// <param name="inactivity">How long nothing may move before the passage is given up.</param>
internal abstract class HttpPassage(HostContext host, TimeSpan inactivity)
{
    private readonly ILogger _log = host.Logging.CreateLogger<HttpPassage>();

    public async Task RunAsync(HttpContext context, FunctionDefinition function)
    {
        if (context.Request.Headers.Any(header => !header.Value.All(value => Ascii.IsValid(value))))
        {
            await HostProblem.HeaderNotAsciiAsync(context);
            return;
        }

        var invocationId = HostHeaders.NewId();
        using var limits = new PassageLimits(host, inactivity, context.RequestAborted);
        try
        {
            var patience = 4 * host.App.Host.CustomHandler.InitializationTimeout;
            var app = await host.Process.WhenReadyAsync(limits.Token).WaitAsync(patience, host.Time, limits.Token);
            await PassAsync(context, app, invocationId, limits);
        }
        catch (OperationCanceledException) when (limits.FunctionTimedOut)
        {
            var failure = FunctionTimeouts.Failure(function.Name, host.App.Host.FunctionTimeout!.Value);
            host.Process.Kill(failure.Message);
            Failed(context, function, invocationId, failure, StatusCodes.Status500InternalServerError);
        }
        catch (OperationCanceledException) when (limits.NothingMoved)
        {
            var failure = new InvocationFailure(FailureTypes.Http, $"Nothing moved between the caller and the app for {inactivity.TotalSeconds:F0} s.");
            Failed(context, function, invocationId, failure, StatusCodes.Status500InternalServerError);
        }
        catch (Exception gone) when ((gone is OperationCanceledException or HttpRequestException or IOException) && limits.Token.IsCancellationRequested)
        {
            // The caller is gone or the host stops: not a failure of the function (functions-custom-handler §4.2).
            Passage.Fail(context, host.Stopping.IsCancellationRequested ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or TimeoutException)
        {
            var failure = new InvocationFailure(lost.GetType().FullName!, lost.Message);
            Failed(context, function, invocationId, failure, Passage.StatusOf(lost));
        }
    }

    /// <summary>Sends the request to <paramref name="app"/> and its answer to the caller.</summary>
    protected abstract Task PassAsync(HttpContext context, Uri app, Guid invocationId, PassageLimits limits);

    private void Failed(HttpContext context, FunctionDefinition function, Guid invocationId, InvocationFailure failure, int status)
    {
        InvokerLog.Failed(_log, function.Name, invocationId, failure.Type, failure.Message.Split('\n', 2)[0]);
        Passage.Fail(context, status);
    }
}
