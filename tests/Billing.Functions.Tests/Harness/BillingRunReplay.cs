using System.Text.Json;

using Billing.Functions.Invoicing;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

using Microsoft.Extensions.Logging.Abstractions;

using P = Functions.Durable.Protocol;

namespace Billing.Functions.Tests.Harness;

/// <summary>One instance of the billing run's orchestration on the real executor, turn by turn.</summary>
internal sealed class BillingRunReplay
{
    private readonly List<P.HistoryEvent> _past = [];
    private readonly OrchestratorRegistry _registry = new();

    public BillingRunReplay() => _registry.Add(nameof(BillingRun), async context =>
    {
        await BillingRun.RunAsync(context, context.GetInput<BillingRunInput>()!);
        return null;
    });

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 4, 16, 0, 0, TimeSpan.Zero);

    /// <summary>The whole history and one new event, as the engine would send it.</summary>
    public P.OrchestratorRequest LastRequest { get; private set; } = new();

    public P.OrchestratorResponse Start() => Turn(new P.HistoryEvent
    {
        ExecutionStarted = new()
        {
            Name = nameof(BillingRun),
            Input = DurableJson.Serialize(new BillingRunInput("2026-10", "01JGV0000000000000000000AA")),
            OrchestrationInstance = new() { InstanceId = "billing-2026-10", ExecutionId = "e1" },
        },
    });

    public P.OrchestratorResponse Advanced(int id, BillingRunStep step) => Turn(new P.HistoryEvent
    {
        TaskCompleted = new() { TaskScheduledId = id, Result = JsonSerializer.Serialize(ActivityResult.Encode(step), DurableJson.Options) },
    });

    public P.OrchestratorResponse PageDone(int id) => Turn(new P.HistoryEvent
    {
        TaskCompleted = new() { TaskScheduledId = id, Result = JsonSerializer.Serialize(ActivityResult.Encode(null), DurableJson.Options) },
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
    public P.OrchestratorResponse Replay(P.OrchestratorRequest kept) => OrchestrationExecutor.Execute(kept, _registry, NullLoggerFactory.Instance, nameof(BillingRun));

    private P.OrchestratorResponse Turn(P.HistoryEvent happened)
    {
        var request = new P.OrchestratorRequest { InstanceId = "billing-2026-10" };
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
