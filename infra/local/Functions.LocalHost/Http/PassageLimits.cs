using Functions.LocalHost.Hosting;

namespace Functions.LocalHost.Http;

/// <summary>How long one passage of a request to the app may take, and why it ended.</summary>
internal sealed class PassageLimits : IDisposable
{
    private readonly TimeSpan _inactivity;
    private readonly CancellationTokenSource _functionTimeout;
    private readonly CancellationTokenSource _idle;
    private readonly CancellationTokenSource _any;

    /// <param name="host">Gives <c>functionTimeout</c>, the clock, and the end of this life of the host.</param>
    /// <param name="inactivity">How long nothing may move.</param>
    /// <param name="callerGone">The caller has closed its connection.</param>
    public PassageLimits(HostContext host, TimeSpan inactivity, CancellationToken callerGone)
    {
        _inactivity = inactivity;
        _functionTimeout = new CancellationTokenSource(host.App.Host.FunctionTimeout ?? Timeout.InfiniteTimeSpan, host.Time);
        _idle = new CancellationTokenSource(inactivity, host.Time);
        _any = CancellationTokenSource.CreateLinkedTokenSource(_functionTimeout.Token, _idle.Token, callerGone, host.Stopping);
    }

    public CancellationToken Token => _any.Token;

    /// <summary>The function ran over its time: the app must be killed.</summary>
    public bool FunctionTimedOut => _functionTimeout.IsCancellationRequested;

    /// <summary>The time of inactivity has passed.</summary>
    public bool NothingMoved => _idle.IsCancellationRequested;

    /// <summary>Something moved: the time of inactivity starts again.</summary>
    public void Moved() => _idle.CancelAfter(_inactivity);

    public void Dispose()
    {
        _any.Dispose();
        _idle.Dispose();
        _functionTimeout.Dispose();
    }
}
