using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Turns;

/// <summary>
/// What the waiting messages mean for an instance: which of them reach its next turn, and what else changes. Decides only
/// (durable-protocol §9: executionStarted first; answers to what nobody waits for any more, and repeats, are dropped).
/// </summary>
internal sealed class TurnPlan
{
    private const int MaxSources = 64;
    private readonly Dictionary<(string ExecutionId, int TaskId), OpenTask> _open;

    private TurnPlan(InstanceRecord before)
    {
        Record = before.Clone();
        _open = [];
        foreach (var task in Record.Open)
        {
            _open[(Record.ExecutionOf(task), task.Id)] = task;
        }
    }

    /// <summary>The record with the messages taken in; the turn's outcome goes on from here.</summary>
    public InstanceRecord Record { get; }

    /// <summary>What the turn gets, without the orchestratorStarted in front; empty when there is no turn.</summary>
    public List<HistoryEvent> Events { get; } = [];

    /// <summary>The messages that are taken in with the commit.</summary>
    public IReadOnlyList<InboxItem> Messages { get; private set; } = [];

    /// <summary>Whether the record must be written although there is no turn.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>Whether a termination asks for the children to be terminated as well.</summary>
    public bool TerminatesChildren { get; private set; }

    public bool HasTurn => Events.Count > 0;

    public static TurnPlan Create(InstanceRecord before, IReadOnlyList<InboxItem> waiting, DateTimeOffset now)
    {
        var plan = new TurnPlan(before);
        if (before.Head.Count > 0 && before.ScheduledStart is { } start && start.ToDateTimeOffset() > now)
        {
            // Not due: what arrives waits with it.
            return plan;
        }

        plan.Messages = waiting;
        plan.Events.AddRange(plan.Record.Head);
        var accepted = waiting.Where(item => plan.Accept(item.Message)).Select(item => item.Message).ToList();
        plan.Events.AddRange(accepted.Where(message => message.Event is not null).Select(message => message.Event));
        if (before.Restarted && before.Head.Count > 0)
        {
            // So does the real engine after a continue-as-new (durable-protocol §8.12).
            plan.Events.Add(HistoryEvents.OrchestratorCompleted(now));
        }

        plan.Close();
        return plan;
    }

    private bool Accept(InboxMessage message)
    {
        if (message.Sequence <= Record.Consumed || IsRepeat(message))
        {
            return false;
        }

        Record.Consumed = message.Sequence;
        if (AnsweredTask(message.Event) is { } taskId)
        {
            return AcceptAnswer(message, taskId);
        }

        if (Record.IsTerminal())
        {
            return false;
        }

        TerminatesChildren |= message.Event.ExecutionTerminated?.Recurse ?? false;
        Remember(message);
        return true;
    }

    private bool AcceptAnswer(InboxMessage message, int taskId)
    {
        var place = (message.ExecutionId, taskId);
        if (!_open.TryGetValue(place, out var task) || !Answers(message.Event, task))
        {
            return false;
        }

        _open.Remove(place);
        IsChanged = true;
        return task.EndedExecutionId.Length == 0 && !Record.IsTerminal();
    }

    private static int? AnsweredTask(HistoryEvent entry) => entry.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TaskCompleted => entry.TaskCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TaskFailed => entry.TaskFailed.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.TimerFired => entry.TimerFired.TimerId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceCompleted => entry.SubOrchestrationInstanceCompleted.TaskScheduledId,
        HistoryEvent.EventTypeOneofCase.SubOrchestrationInstanceFailed => entry.SubOrchestrationInstanceFailed.TaskScheduledId,
        _ => null,
    };

    private static bool Answers(HistoryEvent entry, OpenTask task) => entry.EventTypeCase switch
    {
        HistoryEvent.EventTypeOneofCase.TimerFired => task.KindCase == OpenTask.KindOneofCase.Timer,
        HistoryEvent.EventTypeOneofCase.TaskCompleted or HistoryEvent.EventTypeOneofCase.TaskFailed => task.IsActivity(),
        _ => task.KindCase == OpenTask.KindOneofCase.Child,
    };

    private bool IsRepeat(InboxMessage message) =>
        message.Source.Length > 0
        && Record.Sources.Any(source => source.ExecutionId == message.Source && source.Sequence >= message.SourceSequence);

    // A repeat follows its first delivery closely (a crash lies between), so that the latest senders are enough.
    private void Remember(InboxMessage message)
    {
        if (message.Source.Length == 0)
        {
            return;
        }

        if (Record.Sources.FirstOrDefault(source => source.ExecutionId == message.Source) is { } known)
        {
            Record.Sources.Remove(known);
        }

        Record.Sources.Add(new TransferSource { ExecutionId = message.Source, Sequence = message.SourceSequence });
        if (Record.Sources.Count > MaxSources)
        {
            Record.Sources.RemoveAt(0);
        }
    }

    private void Close()
    {
        if (_open.Count != Record.Open.Count)
        {
            var left = Record.Open.Where(task => _open.ContainsKey((Record.ExecutionOf(task), task.Id))).ToList();
            Record.Open.Clear();
            Record.Open.Add(left);
        }

        if (HasTurn)
        {
            Record.Head.Clear();
            Record.Restarted = false;
        }
    }
}
