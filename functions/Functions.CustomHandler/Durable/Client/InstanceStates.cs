using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Durable.Client;

/// <summary>The engine's states as <see cref="OrchestrationMetadata"/>.</summary>
internal static class InstanceStates
{
    public static OrchestrationMetadata FromWire(P.OrchestrationState state) => new(state.Name, state.InstanceId)
    {
        RuntimeStatus = (OrchestrationRuntimeStatus)state.OrchestrationStatus,
        CreatedAt = state.CreatedTimestamp?.ToDateTimeOffset() ?? default,
        LastUpdatedAt = state.LastUpdatedTimestamp?.ToDateTimeOffset() ?? default,
        SerializedInput = state.Input,
        SerializedOutput = state.Output,
        SerializedCustomStatus = state.CustomStatus,
        FailureDetails = Execution.Failures.AsSent(state.FailureDetails),
        Version = state.Version,
        Tags = state.Tags.ToDictionary(tag => tag.Key, tag => tag.Value),
    };

    public static IEnumerable<P.OrchestrationStatus> ToWire(IEnumerable<OrchestrationRuntimeStatus>? statuses) =>
        (statuses ?? []).Select(status => (P.OrchestrationStatus)status);
}
