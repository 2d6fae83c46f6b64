using Functions.CustomHandler.Durable;
using Google.Protobuf.WellKnownTypes;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Client;

public sealed class GrpcDurableTaskClientTests
{
    private static readonly DateTimeOffset Instant = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ScheduleNewOrchestrationInstanceAsync_AnId_SendsTheRequestAsGrpc()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.CreateInstanceResponse { InstanceId = "tx-1" }));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var options = new StartOrchestrationOptions("tx-1", Instant) { Version = "2.0", Tags = new Dictionary<string, string> { ["k"] = "v" } };

        var result = await factory.Create(server.Binding).ScheduleNewOrchestrationInstanceAsync("Lifecycle", new { 名前 = "値" }, options);

        Assert.Equal(new StartResult("tx-1", AlreadyExists: false), result);
        var call = Assert.Single(server.Calls);
        var request = call.Request(P.CreateInstanceRequest.Parser);
        Assert.Equal(("StartInstance", "tx-1", "Lifecycle", "2.0"), (call.Rpc, request.InstanceId, request.Name, request.Version));
        Assert.Equal("""{"名前":"値"}""", request.Input);
        Assert.Equal((Instant, "v"), (request.ScheduledStartTimestamp.ToDateTimeOffset(), request.Tags["k"]));
        Assert.Equal(("application/grpc", "trailers", "30000m", "Hub"), (call.Headers["Content-Type"], call.Headers["TE"], call.Headers["grpc-timeout"], call.Headers["Durable-TaskHub"]));
        Assert.False(call.Headers.ContainsKey("Durable-ConnectionName"));
    }

    [Fact]
    public async Task ScheduleNewOrchestrationInstanceAsync_WithoutId_GivesTheEnginesOne()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.CreateInstanceResponse { InstanceId = "made" }));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var result = await factory.Create(server.Binding).ScheduleNewOrchestrationInstanceAsync("Lifecycle");

        Assert.Equal("made", result.InstanceId);
        var request = Assert.Single(server.Calls).Request(P.CreateInstanceRequest.Parser);
        Assert.Empty(request.InstanceId);
        Assert.Null(request.Input);
    }

    /// <summary>Row 79 of durable-protocol §10, in both forms of an error.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ScheduleNewOrchestrationInstanceAsync_Row79_AnExistingIdIsAnAnswer(bool trailersOnly)
    {
        await using var server = await EngineServer.StartAsync(call => call.FailAsync(6, "exists", trailersOnly));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var result = await factory.Create(server.Binding).ScheduleNewOrchestrationInstanceAsync("Lifecycle", null, new StartOrchestrationOptions("tx-1"));

        Assert.Equal(new StartResult("tx-1", AlreadyExists: true), result);
    }

    [Fact]
    public async Task GetInstanceAsync_UnknownInstance_IsNull()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse { Exists = false }));
        using var factory = new DurableClientFactory(TimeProvider.System);

        Assert.Null(await factory.Create(server.Binding).GetInstanceAsync("tx-1"));
    }

    [Fact]
    public async Task GetInstanceAsync_FailedInstance_GivesEveryDetail()
    {
        var state = new P.OrchestrationState
        {
            InstanceId = "tx-1",
            Name = "Lifecycle",
            Version = "2.0",
            OrchestrationStatus = P.OrchestrationStatus.Failed,
            CreatedTimestamp = Timestamp.FromDateTimeOffset(Instant),
            LastUpdatedTimestamp = Timestamp.FromDateTimeOffset(Instant.AddMinutes(1)),
            Input = "5",
            Output = "\"gone\"",
            CustomStatus = """{"step":3}""",
            FailureDetails = new P.TaskFailureDetails { ErrorType = "X", ErrorMessage = "gone", InnerFailure = new P.TaskFailureDetails { ErrorType = "Y", ErrorMessage = "inner" } },
            Tags = { ["k"] = "v" },
        };
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse { Exists = true, OrchestrationState = state }));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var instance = (await factory.Create(server.Binding).GetInstanceAsync("tx-1", getInputsAndOutputs: true))!;

        Assert.Equal(("Lifecycle", "tx-1", OrchestrationRuntimeStatus.Failed, "2.0"), (instance.Name, instance.InstanceId, instance.RuntimeStatus, instance.Version));
        Assert.Equal((Instant, Instant.AddMinutes(1)), (instance.CreatedAt, instance.LastUpdatedAt));
        Assert.Equal((5, "gone", 3), (instance.ReadInputAs<int>(), instance.ReadOutputAs<string>(), instance.ReadCustomStatusAs<Step>()!.step));
        Assert.Equal(("X", "Y"), (instance.FailureDetails!.ErrorType, instance.FailureDetails.InnerFailure!.ErrorType));
        Assert.True(instance.IsCompleted);
        Assert.Equal("v", instance.Tags["k"]);
        Assert.True(Assert.Single(server.Calls).Request(P.GetInstanceRequest.Parser).GetInputsAndOutputs);
    }

    [Theory]
    [InlineData("WaitForInstanceStart")]
    [InlineData("WaitForInstanceCompletion")]
    public async Task WaitForInstance_AnInstance_GivesItsState(string rpc)
    {
        var state = new P.OrchestrationState { InstanceId = "tx-1", Name = "Lifecycle", OrchestrationStatus = P.OrchestrationStatus.Running };
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse { Exists = true, OrchestrationState = state }));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var client = factory.Create(server.Binding);

        var instance = rpc == "WaitForInstanceStart" ? await client.WaitForInstanceStartAsync("tx-1") : await client.WaitForInstanceCompletionAsync("tx-1");

        Assert.True(instance.IsRunning);
        var call = Assert.Single(server.Calls);
        Assert.Equal((rpc, "3600000m"), (call.Rpc, call.Headers["grpc-timeout"]));
    }

    [Fact]
    public async Task WaitForInstanceCompletionAsync_UnknownInstance_IsNotFound()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse()));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var fault = await Assert.ThrowsAsync<DurableClientException>(() => factory.Create(server.Binding).WaitForInstanceCompletionAsync("tx-1"));

        Assert.Equal((DurableClientStatus.NotFound, "durable_not_found"), (fault.Status, fault.Code));
    }

    [Fact]
    public async Task Signals_EachOne_SendsItsRequest()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new Empty()));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var client = factory.Create(server.Binding);

        await client.RaiseEventAsync("tx-1", "wake", new { n = 1 });
        await client.RaiseEventAsync("tx-1", "wake");
        await client.TerminateInstanceAsync("tx-1", "enough");
        await client.SuspendInstanceAsync("tx-1", "later");
        await client.ResumeInstanceAsync("tx-1");

        var calls = server.Calls.ToArray();
        Assert.Equal(["RaiseEvent", "RaiseEvent", "TerminateInstance", "SuspendInstance", "ResumeInstance"], calls.Select(call => call.Rpc));
        Assert.Equal(new P.RaiseEventRequest { InstanceId = "tx-1", Name = "wake", Input = """{"n":1}""" }, calls[0].Request(P.RaiseEventRequest.Parser));
        Assert.Equal(new P.RaiseEventRequest { InstanceId = "tx-1", Name = "wake" }, calls[1].Request(P.RaiseEventRequest.Parser));
        Assert.Equal(new P.TerminateRequest { InstanceId = "tx-1", Output = "\"enough\"" }, calls[2].Request(P.TerminateRequest.Parser));
        Assert.Equal(new P.SuspendRequest { InstanceId = "tx-1", Reason = "later" }, calls[3].Request(P.SuspendRequest.Parser));
        Assert.Equal(new P.ResumeRequest { InstanceId = "tx-1" }, calls[4].Request(P.ResumeRequest.Parser));
    }

    [Fact]
    public async Task Purge_ByIdAndByFilter_SendsTheRequests()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.PurgeInstancesResponse { DeletedInstanceCount = 2, IsComplete = false }));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var client = factory.Create(server.Binding);

        Assert.Equal(new PurgeResult(2, false), await client.PurgeInstanceAsync("tx-1"));
        await client.PurgeAllInstancesAsync(new PurgeInstancesFilter(Instant, null, [OrchestrationRuntimeStatus.Completed]));

        var calls = server.Calls.ToArray();
        Assert.Equal("tx-1", calls[0].Request(P.PurgeInstancesRequest.Parser).InstanceId);
        var filter = calls[1].Request(P.PurgeInstancesRequest.Parser).PurgeInstanceFilter;
        Assert.Equal(Instant, filter.CreatedTimeFrom.ToDateTimeOffset());
        Assert.Null(filter.CreatedTimeTo);
        Assert.Equal(P.OrchestrationStatus.Completed, Assert.Single(filter.RuntimeStatus));
    }

    [Fact]
    public async Task GetAllInstancesAsync_SeveralPages_FollowsTheToken()
    {
        await using var server = await EngineServer.StartAsync(call =>
        {
            var token = call.Request(P.QueryInstancesRequest.Parser).Query.ContinuationToken;
            var number = token is null ? 1 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) + 1;
            return call.ReplyAsync(new P.QueryInstancesResponse
            {
                OrchestrationState = { new P.OrchestrationState { InstanceId = $"tx-{number}" } },
                ContinuationToken = number < 3 ? $"{number}" : null,
            });
        });
        using var factory = new DurableClientFactory(TimeProvider.System);
        var query = new OrchestrationQuery { InstanceIdPrefix = "tx-", PageSize = 1, Statuses = [OrchestrationRuntimeStatus.Running], CreatedTo = Instant, FetchInputsAndOutputs = true };

        var ids = await factory.Create(server.Binding).GetAllInstancesAsync(query).Select(instance => instance.InstanceId).ToListAsync();

        Assert.Equal(["tx-1", "tx-2", "tx-3"], ids);
        var first = server.Calls.First().Request(P.QueryInstancesRequest.Parser).Query;
        Assert.Equal(("tx-", 1, true, Instant), (first.InstanceIdPrefix, first.MaxInstanceCount, first.FetchInputsAndOutputs, first.CreatedTimeTo.ToDateTimeOffset()));
        Assert.Equal(P.OrchestrationStatus.Running, Assert.Single(first.RuntimeStatus));
    }

    [Fact]
    public async Task GetAllInstancesAsync_TheSameTokenTwice_EndsInsteadOfLooping()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.QueryInstancesResponse { ContinuationToken = "again" }));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var fault = await Assert.ThrowsAsync<DurableClientException>(async () => await factory.Create(server.Binding).GetAllInstancesAsync().ToListAsync());

        Assert.Equal(DurableClientStatus.Internal, fault.Status);
    }

    [Theory]
    [InlineData("@entity@x", "begins with '@'")]
    [InlineData("a/b", "holds '/'")]
    [InlineData("a\\b", "holds '\\'")]
    [InlineData("a#b", "holds '#'")]
    [InlineData("a?b", "holds '?'")]
    [InlineData("a\nb", "control character")]
    public async Task AnyCall_AnIdThatTheEngineDoesNotAllow_IsRefusedBeforeItIsSent(string id, string reason)
    {
        using var factory = new DurableClientFactory(TimeProvider.System);
        var client = factory.Create("""{"rpcBaseUrl":"http://127.0.0.1:1"}""");

        var fault = await Assert.ThrowsAsync<ArgumentException>(async () => await client.GetInstanceAsync(id));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private sealed record Step(int step);
}
