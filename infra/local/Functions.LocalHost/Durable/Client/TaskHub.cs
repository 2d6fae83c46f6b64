using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Delivery;
using Functions.LocalHost.Durable.Instances;
using Functions.LocalHost.Durable.Records;
using Functions.LocalHost.Durable.Turns;

namespace Functions.LocalHost.Durable.Client;

/// <summary>
/// What clients can do with instances: start, look, wait, send to (durable-protocol §6.2). Refusals are <see cref="TaskHubException"/>.
/// What is answered is stored.
/// </summary>
internal sealed class TaskHub(
    InstanceStarter starter,
    InstanceReader reader,
    InboxLog inbox,
    DurableFunctions functions,
    DurableOptions options,
    Func<string> newId,
    TimeProvider time)
{
    /// <summary>Answers the id.</summary>
    public async Task<string> StartAsync(CreateInstanceRequest request, CancellationToken cancellationToken)
    {
        var id = request.InstanceId.Length > 0 ? request.InstanceId : newId();
        Check(id);
        if (functions.Orchestration(request.Name) is null)
        {
            throw new TaskHubException(HubFault.Internal, $"The function '{request.Name}' doesn't exist, is disabled, or is not an orchestrator function.");
        }

        var started = new ExecutionStartedEvent
        {
            Name = request.Name,
            Version = request.Version ?? options.DefaultVersion,
            Input = request.Input,
            OrchestrationInstance = new OrchestrationInstance { InstanceId = id, ExecutionId = newId() },
            ScheduledStartTimestamp = request.ScheduledStartTimestamp,
            ParentTraceContext = request.ParentTraceContext,
            Tags = { request.Tags },
        };
        return await starter.StartAsync(id, started, request.ScheduledStartTimestamp?.ToDateTimeOffset(), cancellationToken) == StartOutcome.AlreadyExists
            ? throw new TaskHubException(HubFault.AlreadyExists, $"An orchestration with the id '{id}' exists already and is not in a state that may be replaced.")
            : id;
    }

    /// <summary>Starts the orchestration of a finished instance with its input again; answers the id.</summary>
    public async Task<string> RestartAsync(RestartInstanceRequest request, CancellationToken cancellationToken)
    {
        var state = await GetAsync(request.InstanceId, inputsAndOutputs: true, cancellationToken)
            ?? throw Missing(request.InstanceId);
        return await StartAsync(
            new CreateInstanceRequest
            {
                InstanceId = request.RestartWithNewInstanceId ? "" : request.InstanceId,
                Name = state.Name,
                Version = state.Version,
                Input = state.Input,
                Tags = { state.Tags },
            },
            cancellationToken);
    }

    /// <summary>The state, or null when there is no such instance. Input, output, custom status and failure only when asked for.</summary>
    public async Task<OrchestrationState?> GetAsync(string id, bool inputsAndOutputs, CancellationToken cancellationToken)
    {
        Check(id);
        return await reader.GetAsync(id, inputsAndOutputs, cancellationToken);
    }

    /// <summary>When it has left <c>Pending</c>.</summary>
    public Task<OrchestrationState> WaitForStartAsync(string id, bool inputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(id, inputsAndOutputs, record => record.Status != OrchestrationStatus.Pending, cancellationToken);

    /// <summary>When it is in a final state.</summary>
    public Task<OrchestrationState> WaitForCompletionAsync(string id, bool inputsAndOutputs, CancellationToken cancellationToken) =>
        WaitAsync(id, inputsAndOutputs, InstanceRecords.IsTerminal, cancellationToken);

    public Task RaiseEventAsync(string id, string name, string? input, CancellationToken cancellationToken) => name.Length == 0
        ? throw new TaskHubException(HubFault.InvalidArgument, "An event needs a name.")
        : SendAsync(id, now => HistoryEvents.Raised(name, input, now), cancellationToken);

    public Task TerminateAsync(string id, string? reason, bool recurse, CancellationToken cancellationToken) =>
        SendAsync(id, now => HistoryEvents.Terminated(reason, recurse, now), cancellationToken);

    public Task SuspendAsync(string id, string? reason, CancellationToken cancellationToken) =>
        SendAsync(id, now => HistoryEvents.Suspended(reason, now), cancellationToken);

    public Task ResumeAsync(string id, string? reason, CancellationToken cancellationToken) =>
        SendAsync(id, now => HistoryEvents.Resumed(reason, now), cancellationToken);

    private async Task SendAsync(string id, Func<DateTimeOffset, HistoryEvent> entry, CancellationToken cancellationToken)
    {
        Check(id);
        var record = await reader.FindAsync(id, cancellationToken) ?? throw Missing(id);
        if (record.IsTerminal())
        {
            throw new TaskHubException(HubFault.FailedPrecondition, $"The orchestration '{id}' has ended ({record.Status}) and takes nothing any more.");
        }

        await inbox.AppendAsync([new InboxMessage { InstanceId = id, Event = entry(time.GetUtcNow()) }]).WaitAsync(cancellationToken);
    }

    private async Task<OrchestrationState> WaitAsync(
        string id, bool inputsAndOutputs, Func<InstanceRecord, bool> reached, CancellationToken cancellationToken)
    {
        Check(id);
        return await reader.WaitAsync(id, inputsAndOutputs, reached, cancellationToken) ?? throw Missing(id);
    }

    private static TaskHubException Missing(string id) => new(HubFault.NotFound, $"There is no orchestration with the id '{id}'.");

    private static void Check(string id)
    {
        if (InstanceIds.Fault(id) is { } fault)
        {
            throw new TaskHubException(HubFault.InvalidArgument, fault);
        }
    }
}
