using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// What the code has asked for in this execution: one number for each call in the order of the calls, the actions that the history
/// has not confirmed, and the tasks that have not ended (durable-protocol §8.3–§8.7).
/// </summary>
internal sealed class TurnActions
{
    /// <summary>The extension's own limit (<c>maxOrchestrationActions</c>): a loop that only calls ends here.</summary>
    private const int MostPending = 100_000;

    private readonly Dictionary<int, P.OrchestratorAction> _pending = [];
    private readonly Dictionary<int, P.OrchestratorAction> _held = [];
    private readonly Dictionary<int, OpenTask> _open = [];
    private int _nextId;
    private bool _ended;

    public bool HasOpenTasks => _open.Count > 0;

    /// <summary>True once a completion stands: the code's own end is no longer asked for.</summary>
    public bool HasEnded => _ended;

    /// <summary>Everything that the history has not confirmed, by number.</summary>
    public IEnumerable<P.OrchestratorAction> Pending => _pending.Values.OrderBy(action => action.Id);

    /// <summary>A call that brings no task.</summary>
    /// <exception cref="InvalidOperationException">Too many actions wait to be carried out.</exception>
    public void Add(P.OrchestratorAction action)
    {
        if (_pending.Count >= MostPending)
        {
            throw new InvalidOperationException($"The orchestrator asked for more than {MostPending} actions in one turn.");
        }

        action.Id = _nextId++;
        _pending.Add(action.Id, action);
    }

    /// <summary>A call whose end the code can await.</summary>
    public OpenTask Open(P.OrchestratorAction action)
    {
        Add(action);
        var task = new OpenTask(action);
        _open.Add(action.Id, task);
        return task;
    }

    /// <summary>The history says that the action of this number was carried out.</summary>
    /// <exception cref="NonDeterministicOrchestrationException">The code has not asked for that.</exception>
    public void Confirm(int eventNumber, int id, P.OrchestratorAction.OrchestratorActionTypeOneofCase kind, string? name)
    {
        if (!_pending.TryGetValue(id, out var action))
        {
            throw new NonDeterministicOrchestrationException(eventNumber, id, ActionText.Of(kind, name), "has made no call with that id");
        }

        if (action.OrchestratorActionTypeCase != kind || !string.Equals(ActionText.NameOf(action), name, StringComparison.OrdinalIgnoreCase))
        {
            throw new NonDeterministicOrchestrationException(
                eventNumber, id, ActionText.Of(kind, name), $"made {ActionText.Of(action.OrchestratorActionTypeCase, ActionText.NameOf(action))}");
        }

        _pending.Remove(id);
    }

    /// <summary>Ends a task; an unknown number, or one that has ended, is a duplicate or belongs to an earlier execution, and is ignored.</summary>
    public void Complete(int id, string? result)
    {
        if (_open.Remove(id, out var task))
        {
            task.Complete(result);
        }
    }

    /// <inheritdoc cref="Complete(int, string?)"/>
    public void Fail(int id, P.TaskFailureDetails? failure)
    {
        if (_open.Remove(id, out var task))
        {
            task.Fail(Failures.FromWire(failure));
        }
    }

    /// <summary>Ends a timer that the code no longer wants. Its action is still sent: there is none for cancelling (§8.8).</summary>
    public void Cancel(P.OrchestratorAction timer)
    {
        if (_open.Remove(timer.Id, out var task))
        {
            task.Cancel();
        }
    }

    /// <summary>The instance is suspended: what is pending waits for its resumption.</summary>
    public void Hold() => Move(_pending, _held);

    /// <summary>The instance is resumed, or ends by its own code.</summary>
    public void Release() => Move(_held, _pending);

    /// <summary>The end of the execution. The first one counts; failed wins over continue-as-new (§8.7, §8.15).</summary>
    public void End(P.CompleteOrchestrationAction completion)
    {
        if (_ended)
        {
            return;
        }

        _ended = true;
        var id = _nextId++;
        _pending.Add(id, new P.OrchestratorAction { Id = id, CompleteOrchestration = completion });
    }

    /// <summary>Lets go of cancellation tokens that outlive the turn.</summary>
    public void Abandon()
    {
        foreach (var task in _open.Values)
        {
            task.Cancellation.Unregister();
        }
    }

    private static void Move(Dictionary<int, P.OrchestratorAction> from, Dictionary<int, P.OrchestratorAction> to)
    {
        foreach (var (id, action) in from)
        {
            to.Add(id, action);
        }

        from.Clear();
    }
}
