using System.Collections.Concurrent;

using Functions.CustomHandler.Durable;

namespace Billing.Functions.Tests.Harness;

/// <summary>An engine with at most one instance, which remembers what was asked of it. A terminated instance ends at once.</summary>
internal sealed class OneInstance : DurableTaskClient
{
    private readonly Lock _gate = new();

    /// <summary>Null: there is none.</summary>
    public OrchestrationRuntimeStatus? Status { get; set; }

    /// <summary>For example <c>start tx-orders-1</c>, in order.</summary>
    public ConcurrentQueue<string> Acts { get; } = [];

    public List<string> Started => [.. Acts.Where(act => act.StartsWith("start ", StringComparison.Ordinal)).Select(act => act[6..])];

    /// <summary>The input of the last start.</summary>
    public object? Input { get; private set; }

    public override Task<StartResult> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            var exists = Status is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending;
            if (!exists)
            {
                Acts.Enqueue($"start {options!.InstanceId}");
                (Status, Input) = (OrchestrationRuntimeStatus.Running, input);
            }

            return Task.FromResult(new StartResult(options!.InstanceId!, exists));
        }
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(Status is { } status ? new OrchestrationMetadata("TransactionLifecycle", instanceId) { RuntimeStatus = status } : null);

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        throw new NotSupportedException();

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        (await GetInstanceAsync(instanceId, getInputsAndOutputs, cancellation))!;

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        Acts.Enqueue($"{eventName} {instanceId}");
        return Task.CompletedTask;
    }

    public override Task TerminateInstanceAsync(string instanceId, object? output = null, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            Acts.Enqueue($"terminate {instanceId}");
            Status = OrchestrationRuntimeStatus.Terminated;
            return Task.CompletedTask;
        }
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override IAsyncEnumerable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null, CancellationToken cancellation = default) => throw new NotSupportedException();
}
