using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Client;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Durable.Turns;

namespace Functions.LocalHost.Durable.Delivery;

/// <summary>
/// Hands over what an instance has for others: at least once, the receiver drops repeats (a child by its parent, an event by the
/// sender's number, an answer because nobody waits any more).
/// </summary>
internal sealed class Transfers(InboxLog inbox, InstanceStarter starter, TimeProvider time)
{
    private const string AlreadyExists = "DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException";

    /// <summary>Completes when everything is stored at its receiver; the caller then takes it out of the outbox.</summary>
    public async Task HandOverAsync(InstanceRecord record, CancellationToken cancellationToken)
    {
        var messages = new List<InboxMessage>();
        foreach (var transfer in record.Outbox)
        {
            if (transfer.Event.ExecutionStarted is { } started)
            {
                // Its own id: the worker holds this instance's gate, which the start of another in its place would wait for without end.
                if (transfer.Target == record.InstanceId
                    || await starter.StartAsync(transfer.Target, started, scheduledStart: null, cancellationToken) == StartOutcome.AlreadyExists)
                {
                    messages.Add(Refusal(transfer.Target, started.ParentInstance));
                }
            }
            else
            {
                messages.Add(Message(transfer));
            }
        }

        if (messages.Count > 0)
        {
            await inbox.AppendAsync(messages).WaitAsync(cancellationToken);
        }
    }

    private static InboxMessage Message(Transfer transfer) => new()
    {
        InstanceId = transfer.Target,
        ExecutionId = transfer.TargetExecutionId,
        Event = transfer.Event,
        // An answer needs no number: whoever waits for it waits once.
        Source = transfer.TargetExecutionId.Length > 0 ? "" : transfer.Source,
        SourceSequence = transfer.Sequence,
    };

    // [A] What the provider does with a child whose id is in use is not known; failing the call hangs nobody.
    private InboxMessage Refusal(string child, ParentInstanceInfo parent) => new()
    {
        InstanceId = parent.OrchestrationInstance.InstanceId,
        ExecutionId = parent.OrchestrationInstance.ExecutionId,
        Event = HistoryEvents.ChildFailed(
            parent.TaskScheduledId,
            new TaskFailureDetails { ErrorType = AlreadyExists, ErrorMessage = $"An orchestration with the id '{child}' is running already." },
            time.GetUtcNow()),
    };
}
