using Functions.LocalHost.Definitions;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Timers;

/// <summary>
/// Runs one timer function: a missed run first, then each occurrence. The next run is set only when the last has ended, so that runs never overlap
/// (functions-custom-handler §6.1).
/// </summary>
internal sealed class TimerListener
{
    // The longest wait that a timer can be set to; longer ones are waited for in parts.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(20);
    private readonly FunctionDefinition _function;
    private readonly TimerSchedule _schedule;
    private readonly ITimerStatusStore? _monitor;
    private readonly IAppInvoker _invoker;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private TimerStatus? _begin;
    private bool _isPastDue;

    /// <param name="function">With a timer trigger.</param>
    /// <param name="store">Where the schedule monitor keeps its status.</param>
    /// <param name="invoker">Calls the function.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">The log of timers.</param>
    public TimerListener(FunctionDefinition function, ITimerStatusStore store, IAppInvoker invoker, TimeProvider time, ILogger log)
    {
        (_function, _invoker, _time, _log) = (function, invoker, time, log);
        _schedule = TimerSchedule.Parse(function.Trigger.Text("schedule")!, TimeZoneInfo.Utc);
        var wanted = function.Trigger.Flag("useMonitor") ?? true;
        _monitor = wanted && _schedule.CanBeMonitored(time.GetUtcNow()) ? store : null;
    }

    /// <summary>Reads what was kept; to be called once, before <see cref="RunAsync"/>.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_monitor is null)
        {
            return;
        }

        var kept = await _monitor.ReadAsync(_function.Name, cancellationToken);
        (_begin, _isPastDue) = TimerMonitor.Check(_schedule, kept, _time.GetUtcNow());
        if (_begin != kept)
        {
            await _monitor.WriteAsync(_function.Name, _begin, cancellationToken);
        }
    }

    /// <summary>Runs until it is cancelled, or the schedule ends.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var status = _begin;
        if (_isPastDue)
        {
            _log.TimerPastDue(_function.Name);
            status = await RunOnceAsync(status, isPastDue: true, stop);
        }
        else if (_function.Trigger.Flag("runOnStartup") ?? false)
        {
            status = await RunOnceAsync(status, isPastDue: false, stop);
        }

        // Without monitor the next occurrence counts from now; with it, one that passed while the last run lasted runs at once.
        var level = LogLevel.Information; // once: a timer of every few seconds would bury the rest
        while ((status is null ? _schedule.Next(_time.GetUtcNow()) : status.Next) is { } next)
        {
            _log.TimerSet(level, _function.Name, next);
            level = LogLevel.Debug;
            await WaitAsync(next, stop);
            status = await RunOnceAsync(status, isPastDue: false, stop);
        }

        _log.TimerEnds(_function.Name);
    }

    private async Task WaitAsync(DateTimeOffset moment, CancellationToken stop)
    {
        while (moment - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _time, stop);
        }
    }

    private async Task<TimerStatus?> RunOnceAsync(TimerStatus? status, bool isPastDue, CancellationToken stop)
    {
        var began = _time.GetUtcNow();
        await InvokeAsync(TimerInfoValue.Create(_schedule, status, isPastDue), stop);

        // A run that the stop cut short may not have happened: it stays due, and runs as past due at the next start.
        stop.ThrowIfCancellationRequested();
        if (_monitor is null)
        {
            return null;
        }

        var after = TimerMonitor.AfterRun(_schedule, began);
        try
        {
            await _monitor.WriteAsync(_function.Name, after, stop);
        }
        catch (Exception refused) when (refused is TableStoreException or HttpRequestException)
        {
            _log.TimerStatusNotKept(_function.Name, refused);
        }

        return after;
    }

    private async Task InvokeAsync(WireValue value, CancellationToken stop)
    {
        InvocationFailure? failure = null;
        for (var attempt = 0; ; attempt++)
        {
            var invocation = new AppInvocation
            {
                FunctionName = _function.Name,
                TriggerValue = value,
                Retry = _function.Retry is { } retry ? new RetryState(attempt, retry.MaxRetryCount, failure) : null,
            };
            failure = FailureOf(await TryInvokeAsync(invocation, stop));
            if (failure is null)
            {
                return;
            }

            _log.TimerFailed(_function.Name, failure.Message);
            if (_function.Retry is not { } policy || RetryPause.Before(policy, attempt + 1) is not { } pause)
            {
                return;
            }

            await Task.Delay(pause, _time, stop);
        }
    }

    private async Task<InvocationOutcome> TryInvokeAsync(AppInvocation invocation, CancellationToken stop)
    {
        try
        {
            return await _invoker.InvokeAsync(invocation, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The boundary of a timer: a fault of this host must cost one run, not all that would follow.
            _log.TimerFault(_function.Name, fault);
            return new InvocationOutcome.Failed(new InvocationFailure(fault.GetType().FullName!, "The host met a fault of its own."));
        }
    }

    private static InvocationFailure? FailureOf(InvocationOutcome outcome) => outcome switch
    {
        InvocationOutcome.Failed failed => failed.Failure,
        InvocationOutcome.AppLost lost => lost.Failure,
        InvocationOutcome.TimedOut late => late.Failure,
        _ => null,
    };
}
