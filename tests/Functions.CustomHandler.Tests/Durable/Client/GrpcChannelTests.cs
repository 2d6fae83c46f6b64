using Functions.CustomHandler.Durable;
using Google.Protobuf.WellKnownTypes;
using Testing;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Client;

/// <summary>gRPC as the client speaks it, and every way in which a call can end (durable-protocol §6.3).</summary>
public sealed class GrpcChannelTests
{
    [Theory]
    [InlineData(1, DurableClientStatus.Cancelled, "durable_cancelled")]
    [InlineData(2, DurableClientStatus.Unknown, "durable_unknown")]
    [InlineData(3, DurableClientStatus.InvalidArgument, "durable_invalid_argument")]
    [InlineData(4, DurableClientStatus.DeadlineExceeded, "durable_deadline_exceeded")]
    [InlineData(5, DurableClientStatus.NotFound, "durable_not_found")]
    [InlineData(6, DurableClientStatus.AlreadyExists, "durable_already_exists")]
    [InlineData(9, DurableClientStatus.FailedPrecondition, "durable_failed_precondition")]
    [InlineData(12, DurableClientStatus.Unimplemented, "durable_unimplemented")]
    [InlineData(13, DurableClientStatus.Internal, "durable_internal")]
    [InlineData(14, DurableClientStatus.Unavailable, "durable_unavailable")]
    [InlineData(16, DurableClientStatus.Unknown, "durable_unknown")]
    public async Task Call_AnErrorStatus_IsTyped(int status, DurableClientStatus expected, string code)
    {
        foreach (var trailersOnly in (bool[])[true, false])
        {
            var fault = await FailureOfAsync(call => call.FailAsync(status, "%E6%97%A5%E6%9C%AC 100%25", trailersOnly));

            Assert.Equal((expected, code), (fault.Status, fault.Code));
            Assert.Equal($"RaiseEvent failed with {expected}: 日本 100%", fault.Message);
        }
    }

    [Theory]
    [InlineData(404, DurableClientStatus.Unimplemented)]
    [InlineData(503, DurableClientStatus.Unavailable)]
    [InlineData(429, DurableClientStatus.Unavailable)]
    [InlineData(400, DurableClientStatus.Internal)]
    [InlineData(500, DurableClientStatus.Unknown)]
    public async Task Call_AnHttpStatus_IsTyped(int status, DurableClientStatus expected)
    {
        var fault = await FailureOfAsync(call =>
        {
            call.Context.Response.StatusCode = status;
            return Task.CompletedTask;
        });

        Assert.Equal(expected, fault.Status);
        Assert.Contains($"{status}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodyListens_IsUnavailable()
    {
        var server = await EngineServer.StartAsync(call => call.ReplyAsync(new Empty()));
        var binding = server.Binding;
        await server.DisposeAsync();
        using var factory = new DurableClientFactory(TimeProvider.System);

        var fault = await Assert.ThrowsAsync<DurableClientException>(() => factory.Create(binding).RaiseEventAsync("i", "e"));

        Assert.Equal(DurableClientStatus.Unavailable, fault.Status);
        Assert.IsType<HttpRequestException>(fault.InnerException);
    }

    [Fact]
    public async Task Call_HungUpWithinTheAnswer_IsUnavailable()
    {
        var fault = await FailureOfAsync(async call =>
        {
            call.Context.Response.ContentType = "application/grpc";
            await call.Context.Response.Body.WriteAsync(new byte[] { 0, 0 });
            await call.Context.Response.Body.FlushAsync();
            call.Context.Abort();
        });

        Assert.Equal(DurableClientStatus.Unavailable, fault.Status);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 }, "0", "uncompressed")]
    [InlineData(new byte[] { 0, 0, 0 }, "0", "uncompressed")]
    [InlineData(new byte[] { 0, 255, 255, 255, 255 }, "0", "256 MiB")]
    [InlineData(new byte[] { 0, 0, 0, 0, 9, 1 }, "0", "ends within")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 7 }, "0", "goes on")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 }, null, "no grpc-status")]
    [InlineData(new byte[] { }, "0", "no message")]
    public async Task Call_AnAnswerThatIsNoGrpc_IsInternalAndSaysWhy(byte[] body, string? status, string reason)
    {
        var fault = await FailureOfAsync(call => call.ReplyAsync(body, status));

        Assert.Equal(DurableClientStatus.Internal, fault.Status);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AMessageThatIsNoProtobuf_IsInternal()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync([0, 0, 0, 0, 2, 10, 200], status: "0"));
        using var factory = new DurableClientFactory(TimeProvider.System);

        var fault = await Assert.ThrowsAsync<DurableClientException>(() => factory.Create(server.Binding).GetInstanceAsync("i"));

        Assert.Equal(DurableClientStatus.Internal, fault.Status);
    }

    [Fact]
    public async Task Call_MessagesOfManyMegabytes_PassBothWays()
    {
        var large = new string('大', 2_000_000);
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse
        {
            Exists = true,
            OrchestrationState = new P.OrchestrationState { Output = DurableJson.Serialize(large) },
        }));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var client = factory.Create(server.Binding);

        var instance = await client.GetInstanceAsync("i", getInputsAndOutputs: true);
        await client.RaiseEventAsync("i", "e", large);

        Assert.Equal(large, instance!.ReadOutputAs<string>());
        Assert.Equal(DurableJson.Serialize(large), server.Calls.Last().Request(P.RaiseEventRequest.Parser).Input);
    }

    [Fact]
    public async Task Call_NoAnswerWithinItsTime_IsDeadlineExceededAndToldToTheServer()
    {
        var time = new ManualTimeProvider();
        var arrived = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await EngineServer.StartAsync(async call =>
        {
            call.Context.RequestAborted.Register(given.SetResult);
            arrived.SetResult(call.Context.RequestAborted);
            await given.Task;
        });
        using var factory = new DurableClientFactory(time);

        var waiting = factory.Create(server.Binding).RaiseEventAsync("i", "e");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var fault = await Assert.ThrowsAsync<DurableClientException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(DurableClientStatus.DeadlineExceeded, fault.Status);
        await given.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Call_CancelledByItsCaller_IsCancelled()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await EngineServer.StartAsync(async call =>
        {
            arrived.SetResult();
            var aborted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            call.Context.RequestAborted.Register(aborted.SetResult);
            await aborted.Task;
        });
        using var factory = new DurableClientFactory(TimeProvider.System);
        using var cancellation = new CancellationTokenSource();

        var waiting = factory.Create(server.Binding).WaitForInstanceCompletionAsync("i", cancellation: cancellation.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task Call_FiftyAtOnce_EachGetsItsOwnAnswer()
    {
        await using var server = await EngineServer.StartAsync(call => call.ReplyAsync(new P.GetInstanceResponse
        {
            Exists = true,
            OrchestrationState = new P.OrchestrationState { InstanceId = call.Request(P.GetInstanceRequest.Parser).InstanceId },
        }));
        using var factory = new DurableClientFactory(TimeProvider.System);
        var ids = Enumerable.Range(0, 50).Select(number => $"i{number}").ToList();

        var instances = await Task.WhenAll(ids.Select(id => factory.Create(server.Binding).GetInstanceAsync(id)));

        Assert.Equal(ids, instances.Select(instance => instance!.InstanceId));
    }

    [Fact]
    public async Task Call_TheHostMovedToAnotherAddress_GoesToTheNewOne()
    {
        using var factory = new DurableClientFactory(TimeProvider.System);
        var first = await EngineServer.StartAsync(call => call.ReplyAsync(new Empty()));
        await factory.Create(first.Binding).RaiseEventAsync("i", "e");
        await first.DisposeAsync();
        await using var second = await EngineServer.StartAsync(call => call.ReplyAsync(new Empty()));

        await factory.Create(second.Binding).RaiseEventAsync("i", "e");

        Assert.Single(second.Calls);
    }

    private static async Task<DurableClientException> FailureOfAsync(Func<EngineServer.Call, Task> answer)
    {
        await using var server = await EngineServer.StartAsync(answer);
        using var factory = new DurableClientFactory(TimeProvider.System);
        var fault = await Assert.ThrowsAsync<DurableClientException>(() => factory.Create(server.Binding).RaiseEventAsync("i", "e"));
        Assert.DoesNotContain("secret-key", fault.ToString(), StringComparison.Ordinal);
        return fault;
    }
}
