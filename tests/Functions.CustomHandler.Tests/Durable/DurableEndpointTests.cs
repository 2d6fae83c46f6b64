using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Durable.Execution;
using Functions.CustomHandler.Tests.Durable.Conformance;
using Functions.CustomHandler.Tests.Durable.Execution;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Testing;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable;

/// <summary>The endpoint answers whatever comes: durable-protocol §3.5, §12 and §10, rows 68 to 71.</summary>
public sealed class DurableEndpointTests
{
    private const string HelloRequest = "CgJpMSIVCP///////////wESBgiA/uvKBnIAIi8I////////////ARIGCID+68oGGhoKBUhlbGxvGgUKAyJ4IiIKCgJpMRIECgJlMQ==";

    [Fact]
    public void ExecuteOrchestrator_TheVectorsOfTheReference_AreAnsweredByteForByte()
    {
        var activity = Endpoint("Hello", async context => await context.CallActivityAsync<string>("SayHello", context.GetInput<string>()));
        Assert.Equal("CgJpMRITEhEKCFNheUhlbGxvGgUKAyJ4Ig==", activity.ExecuteOrchestrator("Hello", HelloRequest));

        var completion = Endpoint("hello", context =>
        {
            context.SendEvent("other", "E", null);
            return Task.FromResult<object?>("ok");
        });
        var response = Read(completion.ExecuteOrchestrator("Hello", HelloRequest));
        response.Actions.RemoveAt(0);
        Assert.Equal("CgJpMRIOCAEyCggBEgYKBCJvayI=", Convert.ToBase64String(response.ToByteArray()));
    }

    [Fact]
    public void ExecuteOrchestrator_TheInstanceHasAnotherNameThanTheFunction_RunsTheFunction() =>
        Assert.Equal("1", Read(Endpoint("Renamed", _ => Task.FromResult<object?>(1)).ExecuteOrchestrator("Renamed", HelloRequest)).Result());

    [Fact]
    public void ExecuteOrchestrator_Row69_AnUnknownName_FailsTheInstance()
    {
        var failure = Read(Endpoint().ExecuteOrchestrator("Hello", HelloRequest)).Failure();

        Assert.Equal(("OrchestratorTaskNotFound", true), (failure.ErrorType, failure.IsNonRetriable));
        Assert.Contains("'Hello'", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteOrchestrator_Row70_NothingToDo_IsNotTheEmptyText()
    {
        var answer = Endpoint("Hello", async context => await context.WaitForExternalEvent<int>("E")).ExecuteOrchestrator("Hello", HelloRequest);

        Assert.NotEmpty(answer);
        Assert.Empty(Read(answer).Actions);
    }

    [Theory]
    [InlineData("IncludeState")]
    [InlineData("IncludePastEvents")]
    public void ExecuteOrchestrator_Row68_TheHistoryWasLeftOut_AsksForIt(string property)
    {
        var request = new P.OrchestratorRequest { InstanceId = "i1", NewEvents = { Events.Completed(0) }, Properties = { [property] = Value.ForBool(false) } };

        var response = Read(Endpoint().ExecuteOrchestrator("Hello", Convert.ToBase64String(request.ToByteArray())));

        Assert.True(response.RequiresHistory);
        Assert.Empty(response.Actions);
    }

    [Fact]
    public void ExecuteOrchestrator_Row71_StartingOrStopping_MakesTheEngineRepeatTheTurnAndIsLogged()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var registry = new OrchestratorRegistry();
        registry.Add("Hello", _ => Task.FromResult<object?>(1));
        var endpoint = new DurableEndpoint(registry, loggers);

        AssertRepeats(endpoint.ExecuteOrchestrator("Hello", HelloRequest));
        endpoint.Ready();
        Assert.Equal("1", Read(endpoint.ExecuteOrchestrator("Hello", HelloRequest)).Result());
        endpoint.Stop();
        AssertRepeats(endpoint.ExecuteOrchestrator("Hello", HelloRequest));

        Assert.Equal(2, log.Lines.Count);
        Assert.All(log.Lines, line => Assert.Contains("instance i1", line, StringComparison.Ordinal));
    }

    [Fact]
    public void ExecuteOrchestrator_Row71_OutOfMemory_MakesTheEngineRepeatTheTurn()
    {
        AssertRepeats(Endpoint("Hello", _ => Task.FromResult<object?>(MoreThanThereIs())).ExecuteOrchestrator("Hello", HelloRequest));
        var later = Endpoint("Hello", async _ =>
        {
            await Task.Yield();
            return MoreThanThereIs();
        });
        AssertRepeats(later.ExecuteOrchestrator("Hello", HelloRequest));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("CgJpMQ==")]
    [InlineData("////////")]
    public void ExecuteOrchestrator_NoRequest_FailsTheInstance(string request)
    {
        var response = Read(Endpoint().ExecuteOrchestrator("Hello", request));

        Assert.NotEmpty(response.InstanceId);
        Assert.StartsWith("Malformed", response.Failure().ErrorType, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteOrchestrator_TwoStarts_FailsTheInstance()
    {
        var request = P.OrchestratorRequest.Parser.ParseFrom(Convert.FromBase64String(HelloRequest));
        request.NewEvents.Add(request.NewEvents[1].Clone());

        var failure = Read(Endpoint("Hello", _ => Task.FromResult<object?>(1)).ExecuteOrchestrator("Hello", Convert.ToBase64String(request.ToByteArray()))).Failure();

        Assert.Contains("more than one executionStarted", failure.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteOrchestrator_AnErrorOutsideAnyTask_FailsTheInstance()
    {
        var unobserved = Endpoint("Hello", async context =>
        {
            Throw();
            return await context.CallActivityAsync<int>("A");

            static async void Throw()
            {
                await Task.Yield();
                throw new InvalidOperationException("lost");
            }
        });

        Assert.Contains("lost", Read(unobserved.ExecuteOrchestrator("Hello", HelloRequest)).Failure().ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecuteOrchestrator_AStatusThatCannotBeWritten_FailsTheInstance()
    {
        var endpoint = Endpoint("Hello", context =>
        {
            context.SetCustomStatus(new Action(() => { }));
            return Task.FromResult<object?>(1);
        });

        Assert.Equal(P.OrchestrationStatus.Failed, Read(endpoint.ExecuteOrchestrator("Hello", HelloRequest)).End()!.OrchestrationStatus);
    }

    /// <summary>Every recorded request, cut at many places and with bytes changed: always a readable answer that is not empty.</summary>
    [Fact]
    public void ExecuteOrchestrator_DamagedRequests_AreAnsweredWellFormed()
    {
        const int Seed = 20261125;
        var random = new Random(Seed);
        foreach (var name in RecordedTurns.Names().Where(name => name != "long-history-2000"))
        {
            var recorded = RecordedTurns.Load(name);
            var endpoint = RecordedTurnsTests.Endpoint(recorded);
            var request = recorded.Turns[^1].Request;
            for (var round = 0; round < 40; round++)
            {
                var damaged = round % 2 == 0 ? request[..random.Next(request.Length)] : [.. request];
                for (var change = 0; change < round % 4 && damaged.Length > 0; change++)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                var answer = endpoint.ExecuteOrchestrator(recorded.Name, Convert.ToBase64String(damaged));

                Assert.True(Read(answer).InstanceId.Length > 0, $"{name}, round {round}, seed {Seed}");
            }
        }
    }

    // Longer than any array may be, however much memory there is.
    private static byte[] MoreThanThereIs() => new byte[int.MaxValue];

    private static DurableEndpoint Endpoint(string? name = null, Func<TaskOrchestrationContext, Task<object?>>? code = null)
    {
        var registry = new OrchestratorRegistry();
        if (name is not null)
        {
            registry.Add(name, code!);
        }

        var endpoint = new DurableEndpoint(registry, NullLoggerFactory.Instance);
        endpoint.Ready();
        return endpoint;
    }

    private static P.OrchestratorResponse Read(string answer) => P.OrchestratorResponse.Parser.ParseFrom(Convert.FromBase64String(answer));

    private static void AssertRepeats(string answer)
    {
        var failure = Read(answer).Failure();
        Assert.Equal(("HandlerUnavailable", "System.OutOfMemoryException"), (failure.ErrorType, failure.InnerFailure.ErrorType));
    }
}
