using Functions.Durable.Protocol;
using Functions.LocalHost.Durable.Client;
using Functions.LocalHost.Durable.Records;

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Functions.LocalHost.Durable.Grpc;

/// <summary>The calls of <c>TaskHubSidecarService</c> that the extension implements (durable-protocol §6.2), without entities.</summary>
internal sealed class TaskHubService(TaskHub hub, InstanceQueries queries, Task ready)
{
    /// <exception cref="TaskHubException">The call is refused.</exception>
    /// <exception cref="InvalidProtocolBufferException">The message is not the one of the call.</exception>
    public async Task<IMessage> CallAsync(string rpc, byte[] message, CancellationToken cancellationToken)
    {
        // What an earlier life left is read before anything new is taken.
        await ready.WaitAsync(cancellationToken);
        return rpc switch
        {
            "Hello" or "CreateTaskHub" or "DeleteTaskHub" => new Empty(),
            "StartInstance" => await StartAsync(CreateInstanceRequest.Parser.ParseFrom(message), cancellationToken),
            "RestartInstance" => new RestartInstanceResponse
            {
                InstanceId = await hub.RestartAsync(RestartInstanceRequest.Parser.ParseFrom(message), cancellationToken),
            },
            "GetInstance" => await GetAsync(GetInstanceRequest.Parser.ParseFrom(message), cancellationToken),
            "WaitForInstanceStart" => await WaitForStartAsync(GetInstanceRequest.Parser.ParseFrom(message), cancellationToken),
            "WaitForInstanceCompletion" => await WaitForCompletionAsync(GetInstanceRequest.Parser.ParseFrom(message), cancellationToken),
            "QueryInstances" => await queries.QueryAsync(QueryInstancesRequest.Parser.ParseFrom(message).Query ?? new InstanceQuery(), cancellationToken),
            "PurgeInstances" => await PurgeAsync(PurgeInstancesRequest.Parser.ParseFrom(message), cancellationToken),
            _ => await SendAsync(rpc, message, cancellationToken),
        };
    }

    private async Task<IMessage> SendAsync(string rpc, byte[] message, CancellationToken cancellationToken)
    {
        switch (rpc)
        {
            case "RaiseEvent":
                var raise = RaiseEventRequest.Parser.ParseFrom(message);
                await hub.RaiseEventAsync(raise.InstanceId, raise.Name, raise.Input, cancellationToken);
                return new RaiseEventResponse();
            case "TerminateInstance":
                var terminate = TerminateRequest.Parser.ParseFrom(message);
                await hub.TerminateAsync(terminate.InstanceId, terminate.Output, terminate.Recursive, cancellationToken);
                return new TerminateResponse();
            case "SuspendInstance":
                var suspend = SuspendRequest.Parser.ParseFrom(message);
                await hub.SuspendAsync(suspend.InstanceId, suspend.Reason, cancellationToken);
                return new SuspendResponse();
            case "ResumeInstance":
                var resume = ResumeRequest.Parser.ParseFrom(message);
                await hub.ResumeAsync(resume.InstanceId, resume.Reason, cancellationToken);
                return new ResumeResponse();
            default:
                throw new TaskHubException(HubFault.Unimplemented, $"The call {rpc} is not implemented.");
        }
    }

    private async Task<IMessage> StartAsync(CreateInstanceRequest request, CancellationToken cancellationToken) =>
        new CreateInstanceResponse { InstanceId = await hub.StartAsync(request, cancellationToken) };

    private async Task<IMessage> GetAsync(GetInstanceRequest request, CancellationToken cancellationToken) =>
        Answer(await hub.GetAsync(request.InstanceId, request.GetInputsAndOutputs, cancellationToken));

    private async Task<IMessage> WaitForStartAsync(GetInstanceRequest request, CancellationToken cancellationToken) =>
        Answer(await hub.WaitForStartAsync(request.InstanceId, request.GetInputsAndOutputs, cancellationToken));

    private async Task<IMessage> WaitForCompletionAsync(GetInstanceRequest request, CancellationToken cancellationToken) =>
        Answer(await hub.WaitForCompletionAsync(request.InstanceId, request.GetInputsAndOutputs, cancellationToken));

    private async Task<IMessage> PurgeAsync(PurgeInstancesRequest request, CancellationToken cancellationToken) => request.RequestCase switch
    {
        // Said, not left out: the caller would take the children for gone.
        _ when request.Recursive => throw new TaskHubException(HubFault.Unimplemented, "A purge that takes the children too is not implemented."),
        PurgeInstancesRequest.RequestOneofCase.InstanceId => Purged(await queries.PurgeAsync(request.InstanceId, cancellationToken)),
        PurgeInstancesRequest.RequestOneofCase.PurgeInstanceFilter => Purged(await queries.PurgeAsync(request.PurgeInstanceFilter, cancellationToken)),
        _ => throw new TaskHubException(HubFault.InvalidArgument, "A purge needs an instance id or a filter."),
    };

    private static PurgeInstancesResponse Purged(int count) => new() { DeletedInstanceCount = count, IsComplete = true };

    private static GetInstanceResponse Answer(OrchestrationState? state) => new() { Exists = state is not null, OrchestrationState = state };
}
