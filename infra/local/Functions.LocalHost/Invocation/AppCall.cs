using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// One exchange with the app: waits until it is ready, bounds the call by the function's time-out, kills the app when that passes
/// (functions-custom-handler §2.3), and says in the invoker's terms how it ended.
/// </summary>
internal sealed class AppCall(AppClient client, IAppProcess process, TimeProvider time, TimeSpan? functionTimeout, TimeSpan readyTimeout)
{
    /// <summary>The answer, or an outcome when there is none.</summary>
    public async Task<(AppAnswer? Answer, InvocationOutcome? Outcome)> SendAsync(
        string function, Guid invocationId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        try
        {
            var app = await WhenReadyAsync(cancellationToken);
            return await SendInTimeAsync(app, function, invocationId, body, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (null, new InvocationOutcome.HostStopping());
        }
        catch (HttpRequestException tooLarge) when (tooLarge.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, new InvocationOutcome.Failed(new InvocationFailure(
                FailureTypes.Http, $"[{AppMistakes.Oversize}] Function '{function}' answered with more than {client.MaxAnswer} bytes.")));
        }
        catch (HttpRequestException lost)
        {
            return (null, new InvocationOutcome.AppLost(Failure(lost)));
        }
        catch (TimeoutException)
        {
            return (null, new InvocationOutcome.AppLost(new InvocationFailure(
                FailureTypes.InvalidOperation, $"The app did not answer within {readyTimeout} of waiting for it.")));
        }
    }

    private async Task<Uri> WhenReadyAsync(CancellationToken cancellationToken) =>
        await process.WhenReadyAsync(cancellationToken).WaitAsync(readyTimeout, time, cancellationToken);

    private async Task<(AppAnswer? Answer, InvocationOutcome? Outcome)> SendInTimeAsync(
        Uri app, string function, Guid invocationId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(functionTimeout ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            return (await client.CallAsync(app, function, invocationId, body, either.Token), null);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            var failure = FunctionTimeouts.Failure(function, functionTimeout!.Value);
            process.Kill(failure.Message);
            return (null, new InvocationOutcome.TimedOut(failure));
        }
    }

    private static InvocationFailure Failure(Exception exception) => new(
        exception.GetType().FullName!,
        exception.Message,
        exception.InnerException is null ? null : Failure(exception.InnerException));
}
