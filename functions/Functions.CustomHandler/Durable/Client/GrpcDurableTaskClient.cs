using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>The client over the engine's loopback gRPC service (durable-protocol §6.2).</summary>
internal sealed class GrpcDurableTaskClient(GrpcChannel channel, DurableClientBinding service) : DurableTaskClient
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public override async Task<StartResult> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        var request = new P.CreateInstanceRequest
        {
            InstanceId = options?.InstanceId is { } given ? InstanceIds.Checked(given) : string.Empty,
            Name = orchestratorName,
            Version = options?.Version?.Version,
            Input = DurableJson.Serialize(input),
            ScheduledStartTimestamp = ToWire(options?.StartAt),
        };
        foreach (var (name, value) in options?.Tags ?? new Dictionary<string, string>())
        {
            request.Tags.Add(name, value);
        }

        try
        {
            var response = await CallAsync("StartInstance", request, P.CreateInstanceResponse.Parser, cancellation);
            return new StartResult(response.InstanceId, AlreadyExists: false);
        }
        catch (DurableClientException refusal) when (refusal.Status == DurableClientStatus.AlreadyExists)
        {
            return new StartResult(request.InstanceId, AlreadyExists: true);
        }
    }

    public override async Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        var response = await CallAsync("GetInstance", Get(instanceId, getInputsAndOutputs), P.GetInstanceResponse.Parser, cancellation);
        return response is { Exists: true, OrchestrationState: { } state } ? InstanceStates.FromWire(state) : null;
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync("WaitForInstanceStart", instanceId, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync("WaitForInstanceCompletion", instanceId, getInputsAndOutputs, cancellation);

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var request = new P.RaiseEventRequest { InstanceId = InstanceIds.Checked(instanceId), Name = eventName, Input = DurableJson.Serialize(eventPayload) };
        return CallAsync("RaiseEvent", request, P.RaiseEventResponse.Parser, cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default) =>
        CallAsync("TerminateInstance", new P.TerminateRequest { InstanceId = InstanceIds.Checked(instanceId), Output = DurableJson.Serialize(output) }, P.TerminateResponse.Parser, cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CallAsync("SuspendInstance", new P.SuspendRequest { InstanceId = InstanceIds.Checked(instanceId), Reason = reason }, P.SuspendResponse.Parser, cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        CallAsync("ResumeInstance", new P.ResumeRequest { InstanceId = InstanceIds.Checked(instanceId), Reason = reason }, P.ResumeResponse.Parser, cancellation);

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) =>
        PurgeAsync(new P.PurgeInstancesRequest { InstanceId = InstanceIds.Checked(instanceId), IsOrchestration = true }, cancellation);

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var wire = new P.PurgeInstanceFilter
        {
            CreatedTimeFrom = ToWire(filter.CreatedFrom),
            CreatedTimeTo = ToWire(filter.CreatedTo),
            RuntimeStatus = { InstanceStates.ToWire(filter.Statuses) },
        };
        return PurgeAsync(new P.PurgeInstancesRequest { PurgeInstanceFilter = wire, IsOrchestration = true }, cancellation);
    }

    public override async IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(
        OrchestrationQuery? filter = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var query = Query(filter ?? new OrchestrationQuery());
        while (true)
        {
            var page = await CallAsync("QueryInstances", new P.QueryInstancesRequest { Query = query }, P.QueryInstancesResponse.Parser, cancellation);
            foreach (var state in page.OrchestrationState)
            {
                yield return InstanceStates.FromWire(state);
            }

            if (string.IsNullOrEmpty(page.ContinuationToken))
            {
                yield break;
            }

            if (page.ContinuationToken == query.ContinuationToken)
            {
                throw new DurableClientException(DurableClientStatus.Internal, "QueryInstances", "the engine gave the same continuation token twice");
            }

            query.ContinuationToken = page.ContinuationToken;
        }
    }

    private static P.GetInstanceRequest Get(string instanceId, bool getInputsAndOutputs) =>
        new() { InstanceId = InstanceIds.Checked(instanceId), GetInputsAndOutputs = getInputsAndOutputs };

    private static P.InstanceQuery Query(OrchestrationQuery filter) => new()
    {
        RuntimeStatus = { InstanceStates.ToWire(filter.Statuses) },
        CreatedTimeFrom = ToWire(filter.CreatedFrom),
        CreatedTimeTo = ToWire(filter.CreatedTo),
        MaxInstanceCount = filter.PageSize,
        InstanceIdPrefix = filter.InstanceIdPrefix,
        FetchInputsAndOutputs = filter.FetchInputsAndOutputs,
    };

    private static Timestamp? ToWire(DateTimeOffset? instant) => instant is { } value ? Timestamp.FromDateTimeOffset(value) : null;

    private async Task<OrchestrationMetadata> WaitAsync(string call, string instanceId, bool getInputsAndOutputs, CancellationToken cancellation)
    {
        var response = await channel.CallAsync(service, call, Get(instanceId, getInputsAndOutputs), P.GetInstanceResponse.Parser, LongestWait, cancellation);
        return response is { Exists: true, OrchestrationState: { } state }
            ? InstanceStates.FromWire(state)
            : throw new DurableClientException(DurableClientStatus.NotFound, call, $"there is no instance '{instanceId}'");
    }

    private async Task<PurgeResult> PurgeAsync(P.PurgeInstancesRequest request, CancellationToken cancellation)
    {
        var response = await CallAsync("PurgeInstances", request, P.PurgeInstancesResponse.Parser, cancellation);
        return new PurgeResult(response.DeletedInstanceCount, response.IsComplete);
    }

    private Task<T> CallAsync<T>(string call, IMessage request, MessageParser<T> parser, CancellationToken cancellation)
        where T : IMessage<T> => channel.CallAsync(service, call, request, parser, Deadline, cancellation);
}
