using Microsoft.Extensions.Logging;
using Event = Functions.Durable.Protocol.HistoryEvent.EventTypeOneofCase;
using Kind = Functions.Durable.Protocol.OrchestratorAction.OrchestratorActionTypeOneofCase;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// One turn of one instance: every event of the history in order, the code running inline wherever an event lets it go on
/// (durable-protocol §8.1). Behaves as the official SDK; what differs is listed in the README beside this file.
/// </summary>
internal sealed class OrchestrationTurn
{
    /// <summary>An engine's own timer, for splitting a batch (§8.4).</summary>
    private const int SplitTimerId = -100;

    private readonly P.OrchestratorRequest _request;
    private readonly Func<TaskOrchestrationContext, Task<object?>> _orchestrator;
    private readonly TurnActions _actions = new();
    private readonly ExternalEvents _events = new();
    private readonly OrchestratorThread _thread = new();
    private readonly ReplayContext _context;
    private readonly Queue<(P.HistoryEvent Event, int Number)> _whileSuspended = [];
    private Task<string?>? _code;
    private bool _suspended;

    public OrchestrationTurn(
        P.OrchestratorRequest request,
        P.ExecutionStartedEvent started,
        Func<TaskOrchestrationContext, Task<object?>> orchestrator,
        ILoggerFactory loggers)
    {
        _request = request;
        _orchestrator = orchestrator;
        var defaultVersion = request.Properties.TryGetValue("defaultVersion", out var version) ? version.StringValue : string.Empty;
        var executionId = started.OrchestrationInstance?.ExecutionId ?? request.ExecutionId;
        _context = new ReplayContext(request.InstanceId, started, executionId, defaultVersion, _actions, _events, _thread, loggers);
    }

    /// <exception cref="OutOfMemoryException">The process is at fault.</exception>
    public P.OrchestratorResponse Run()
    {
        _thread.Run(RunOnThread);
        var response = new P.OrchestratorResponse { InstanceId = Responses.IdOf(_request), CustomStatus = _context.SerializedCustomStatus };
        response.Actions.AddRange(_actions.Pending);
        return response;
    }

    private void RunOnThread()
    {
        try
        {
            var number = 0;
            foreach (var entry in _request.PastEvents)
            {
                Process(entry, ++number);
            }

            _context.StopReplaying();
            foreach (var entry in _request.NewEvents)
            {
                Process(entry, ++number);
            }

            Decide();
        }
        catch (NonDeterministicOrchestrationException fault)
        {
            Fail(fault);
        }
        finally
        {
            _actions.Abandon();
            _events.Abandon();
        }
    }

    private void Process(P.HistoryEvent entry, int number)
    {
        if (entry.EventTypeCase == Event.OrchestratorStarted)
        {
            _context.SetTime(entry.Timestamp?.ToDateTime() ?? _context.CurrentUtcDateTime);
        }
        else if (_suspended && entry.EventTypeCase is not (Event.ExecutionResumed or Event.ExecutionTerminated))
        {
            if (entry.EventTypeCase != Event.ExecutionSuspended)
            {
                _whileSuspended.Enqueue((entry, number));
            }
        }
        else
        {
            Apply(entry, number);
            _thread.RunPosted();
        }
    }

    // Kinds that are not named here mean nothing to a turn (§8.17); among them those that a newer host may add.
    private void Apply(P.HistoryEvent entry, int number)
    {
        switch (entry.EventTypeCase)
        {
            case Event.ExecutionStarted:
                _code = RunCodeAsync();
                break;
            case Event.ExecutionTerminated:
                _actions.End(new P.CompleteOrchestrationAction { OrchestrationStatus = P.OrchestrationStatus.Terminated, Result = entry.ExecutionTerminated.Input });
                break;
            case Event.ExecutionSuspended:
                _suspended = true;
                _actions.Hold();
                break;
            case Event.ExecutionResumed:
                Resume();
                break;
            case Event.EventRaised:
                Raise(entry);
                break;
            default:
                Confirm(entry, number);
                Complete(entry);
                break;
        }
    }

    private void Confirm(P.HistoryEvent entry, int number)
    {
        switch (entry.EventTypeCase)
        {
            case Event.TaskScheduled:
                _actions.Confirm(number, entry.EventId, Kind.ScheduleTask, entry.TaskScheduled.Name);
                break;
            case Event.SubOrchestrationInstanceCreated:
                _actions.Confirm(number, entry.EventId, Kind.CreateSubOrchestration, entry.SubOrchestrationInstanceCreated.Name);
                break;
            case Event.TimerCreated when entry.EventId != SplitTimerId:
                _actions.Confirm(number, entry.EventId, Kind.CreateTimer, null);
                break;
            case Event.EventSent:
                _actions.Confirm(number, entry.EventId, Kind.SendEvent, entry.EventSent.Name);
                break;
        }
    }

    private void Complete(P.HistoryEvent entry)
    {
        switch (entry.EventTypeCase)
        {
            case Event.TaskCompleted:
                _actions.Complete(entry.TaskCompleted.TaskScheduledId, entry.TaskCompleted.Result);
                break;
            case Event.TaskFailed:
                _actions.Fail(entry.TaskFailed.TaskScheduledId, entry.TaskFailed.FailureDetails);
                break;
            case Event.SubOrchestrationInstanceCompleted:
                _actions.Complete(entry.SubOrchestrationInstanceCompleted.TaskScheduledId, entry.SubOrchestrationInstanceCompleted.Result);
                break;
            case Event.SubOrchestrationInstanceFailed:
                _actions.Fail(entry.SubOrchestrationInstanceFailed.TaskScheduledId, entry.SubOrchestrationInstanceFailed.FailureDetails);
                break;
            case Event.TimerFired:
                _actions.Complete(entry.TimerFired.TimerId, null);
                break;
        }
    }

    private void Resume()
    {
        _suspended = false;
        _actions.Release();
        while (_whileSuspended.TryDequeue(out var waiting))
        {
            Process(waiting.Event, waiting.Number);
        }
    }

    private void Raise(P.HistoryEvent entry)
    {
        if (_code is null)
        {
            // In front of the start there is nobody to tell; engines put the start first (§9.3), and the official SDK drops it, too.
            return;
        }

        if (_context.Next is { } next)
        {
            next.Events.Add(entry);
        }
        else
        {
            _events.Raise(entry.EventRaised.Name, entry.EventRaised.Input);
        }
    }

    private async Task<string?> RunCodeAsync() => DurableJson.Serialize(await _orchestrator(_context));

    /// <summary>Whether the execution has ended is decided once, after the whole batch (§8.15).</summary>
    private void Decide()
    {
        if (_actions.HasEnded)
        {
            return;
        }

        if (_thread.Misuse is { } misuse)
        {
            Fail(new NonDurableAwaitException(misuse));
        }
        else if (_actions.HasOpenTasks)
        {
            // Also after the code has returned: the instance runs until what it has begun has ended (§8.7).
            return;
        }
        else if (_code is { IsCompleted: true })
        {
            End(_code);
        }
        else if (!_suspended && !_events.HasWaiters)
        {
            Fail(new NonDurableAwaitException("awaits a task that is not durable: nothing is open that could let it go on"));
        }
    }

    private void End(Task<string?> code)
    {
        if (code.IsCompletedSuccessfully)
        {
            _actions.Release();
            _actions.End(_context.Next?.ToAction() ?? new P.CompleteOrchestrationAction
            {
                OrchestrationStatus = P.OrchestrationStatus.Completed,
                Result = code.Result,
            });
            return;
        }

        // A cancelled task has no exception of its own; the official SDK answers with a failure from outside the executor.
        Fail(code.Exception?.InnerException ?? new TaskCanceledException("A wait of the orchestrator was cancelled or timed out, and it did not handle that."));
    }

    private void Fail(Exception fault)
    {
        if (fault is OutOfMemoryException)
        {
            throw fault;
        }

        _actions.Release();
        _actions.End(new P.CompleteOrchestrationAction
        {
            OrchestrationStatus = P.OrchestrationStatus.Failed,
            Result = fault.Message,
            FailureDetails = Failures.ToWire(fault),
        });
    }
}
