extern alias runtime;

using System.Diagnostics;

using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

using Microsoft.Extensions.Logging.Abstractions;

using runtime::Functions.CustomHandler.Durable;
using runtime::Functions.CustomHandler.Durable.Execution;

using P = runtime::Functions.Durable.Protocol;

namespace Benchmarks.Replay;

/// <summary>
/// One turn of an orchestration that has called activities one after the other: with a history of 10,000 events against one of 1,000, both as
/// the endpoint gets them (base64 in, base64 out). Linear replay is ten times; the goal leaves room for the garbage collector.
/// </summary>
internal static class ReplayBenchmark
{
    private const int Small = 1_000;
    private const int Large = 10_000;
    private const int EventsOfACall = 4; // scheduled, turn ended, turn begun, completed
    private const int Rounds = 15;

    public static IReadOnlyList<Figure> Run()
    {
        var registry = new OrchestratorRegistry();
        registry.Add("Chain", ChainAsync);
        var endpoint = new DurableEndpoint(registry, NullLoggerFactory.Instance);
        endpoint.Ready();
        var (small, large) = (Turn(Small), Turn(Large));
        Time(endpoint, small, 200);
        Time(endpoint, large, 20);
        List<double> smalls = [], larges = [];
        for (var round = 0; round < Rounds; round++)
        {
            smalls.Add(Time(endpoint, small, 50));
            larges.Add(Time(endpoint, large, 5));
        }

        var (of1000, of10000) = (Figures.Median(smalls), Figures.Median(larges));
        return
        [
            new Figure("replay of 10,000 events", Figures.Text(of10000, "ms", 2), $"{Figures.Text(of1000, "ms", 2)} (1,000 events)",
                Figures.Text(of10000 / of1000, "×", 1), "≤ 12×", of10000 / of1000 <= 12),
        ];
    }

    private static double Time(DurableEndpoint endpoint, string turn, int times)
    {
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < times; n++)
        {
            if (endpoint.ExecuteOrchestrator("Chain", turn).Length == 0)
            {
                throw new InvalidOperationException("The turn was not answered.");
            }
        }

        return clock.Elapsed.TotalMilliseconds / times;
    }

    private static async Task<object?> ChainAsync(TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var n = 0; n < int.MaxValue; n++)
        {
            sum += await context.CallActivityAsync<int>("Next", n);
        }

        return sum;
    }

    private static string Turn(int events)
    {
        var at = Timestamp.FromDateTimeOffset(DateTimeOffset.UnixEpoch);
        var request = new P.OrchestratorRequest { InstanceId = "i1" };
        request.PastEvents.Add(Event(new P.HistoryEvent { OrchestratorStarted = new() }));
        request.PastEvents.Add(Event(new P.HistoryEvent
        {
            ExecutionStarted = new() { Name = "Chain", OrchestrationInstance = new() { InstanceId = "i1", ExecutionId = "e1" } },
        }));
        for (var call = 0; request.PastEvents.Count + EventsOfACall <= events; call++)
        {
            request.PastEvents.Add(Event(new P.HistoryEvent { TaskScheduled = new() { Name = "Next" } }, call));
            request.PastEvents.Add(Event(new P.HistoryEvent { OrchestratorCompleted = new() }));
            request.PastEvents.Add(Event(new P.HistoryEvent { OrchestratorStarted = new() }));
            request.PastEvents.Add(Event(new P.HistoryEvent { TaskCompleted = new() { TaskScheduledId = call, Result = "1" } }));
        }

        request.NewEvents.Add(Event(new P.HistoryEvent { OrchestratorStarted = new() }));
        return Convert.ToBase64String(request.ToByteArray());

        P.HistoryEvent Event(P.HistoryEvent history, int id = -1)
        {
            (history.EventId, history.Timestamp) = (id, at);
            return history;
        }
    }
}
