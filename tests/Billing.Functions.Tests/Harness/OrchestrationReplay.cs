using System.Text.Json;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

using Microsoft.Extensions.Logging.Abstractions;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Harness;

/// <summary>One instance of an orchestration on the real executor: turn by turn, the way an engine drives it.</summary>
/// <param name="name">The orchestrator's.</param>
/// <param name="instance">The instance's id.</param>
/// <param name="input">What it is started with.</param>
/// <param name="begin">When it is started.</param>
internal abstract class OrchestrationReplay(string name, string instance, object input, DateTimeOffset begin)
{
    private readonly List<P.HistoryEvent> _past = [];

    public DateTimeOffset Now { get; private set; } = begin;

    /// <summary>The whole history and one new event, as the engine would send it: what is kept of a released version.</summary>
    public P.OrchestratorRequest LastRequest { get; private set; } = new();

    protected OrchestratorRegistry Registry { get; } = new();

    public P.OrchestratorResponse Start() => Turn(new P.HistoryEvent
    {
        ExecutionStarted = new()
        {
            Name = name,
            Input = DurableJson.Serialize(input),
            OrchestrationInstance = new() { InstanceId = instance, ExecutionId = "e1" },
        },
    });

    public P.OrchestratorResponse Crashed(int id) => Turn(new P.HistoryEvent
    {
        TaskFailed = new() { TaskScheduledId = id, FailureDetails = new() { ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException", ErrorMessage = "connection refused" } },
    });

    public P.OrchestratorResponse Fired(int id, DateTimeOffset at)
    {
        Now = at;
        return Turn(new P.HistoryEvent { TimerFired = new() { TimerId = id, FireAt = Timestamp.FromDateTimeOffset(at) } });
    }

    /// <summary>Runs a request that was kept.</summary>
    public P.OrchestratorResponse Replay(P.OrchestratorRequest kept) => OrchestrationExecutor.Execute(kept, Registry, NullLoggerFactory.Instance, name);

    protected P.OrchestratorResponse ActivityDone(int id, object? result) => Turn(new P.HistoryEvent
    {
        TaskCompleted = new() { TaskScheduledId = id, Result = JsonSerializer.Serialize(ActivityResult.Encode(result), DurableJson.Options) },
    });

    protected P.OrchestratorResponse Turn(P.HistoryEvent happened)
    {
        var request = new P.OrchestratorRequest { InstanceId = instance };
        request.PastEvents.AddRange(_past);
        request.NewEvents.Add(At(new P.HistoryEvent { OrchestratorStarted = new() }));
        request.NewEvents.Add(At(happened));
        LastRequest = request;
        var response = Replay(request);
        Assert.Equal(response.ToByteArray(), Replay(request).ToByteArray()); // a turn whose answer was lost comes again
        _past.AddRange(request.NewEvents);
        foreach (var action in response.Actions)
        {
            if (Confirmation(action) is { } confirmed)
            {
                _past.Add(At(confirmed, action.Id));
            }
        }

        _past.Add(At(new P.HistoryEvent { OrchestratorCompleted = new() }));
        return response;
    }

    private static P.HistoryEvent? Confirmation(P.OrchestratorAction action) =>
        action.ScheduleTask is { } task ? new P.HistoryEvent { TaskScheduled = new() { Name = task.Name } }
        : action.CreateTimer is { } timer ? new P.HistoryEvent { TimerCreated = new() { FireAt = timer.FireAt } }
        : null;

    private P.HistoryEvent At(P.HistoryEvent history, int id = -1)
    {
        (history.EventId, history.Timestamp) = (id, Timestamp.FromDateTimeOffset(Now));
        return history;
    }
}
